/** A form with every type of item, for the tests. */
export const example = () => ({
  form: 'example',
  version: 1,
  validFrom: '2026-01-01',
  title: '例の調査',
  respondent: 'institution',
  audience: ['hospital'],
  cadence: 'daily',
  sections: [
    {
      code: 'texts',
      title: '文字',
      items: [
        {
          key: 'name',
          label: '名称',
          type: 'text',
          maxLength: 10,
          required: true,
          source: 'stated',
          prefill: 'master:name',
        },
        { key: 'kana', label: 'フリガナ', type: 'text', format: 'kana', maxLength: 20 },
        { key: 'latin', label: '英語表記', type: 'text', format: 'half-width', maxLength: 20 },
        { key: 'site', label: 'ホームページ', type: 'text', format: 'url', maxLength: 100 },
        { key: 'mail', label: 'メールアドレス', type: 'text', format: 'mail', maxLength: 100 },
        { key: 'phone', label: '電話番号', type: 'text', format: 'phone', maxLength: 20 },
        { key: 'postal_code', label: '郵便番号', type: 'text', format: 'postal-code', maxLength: 8 },
        { key: 'note', label: '備考', type: 'text', lines: 3, maxLength: 50 },
      ],
    },
    {
      code: 'figures',
      title: '数',
      items: [
        { key: 'beds', label: '病床数', type: 'int', unit: '床', min: 0, max: 5000, required: true, prefill: 'last' },
        { key: 'used', label: '使用中', type: 'int', unit: '床', min: 0, prefill: 'last' },
        { key: 'stay', label: '平均在院日数', type: 'decimal', unit: '日', places: 1, min: 0 },
        { key: 'use', label: '使用率', type: 'computed', expression: 'used / beds', percent: true, places: 1 },
        { key: 'all', label: '合計', type: 'computed', expression: 'beds + used', unit: '床', blankIsZero: true },
        { key: 'opened', label: '開設日', type: 'date' },
        { key: 'from', label: '開始', type: 'time' },
      ],
    },
    {
      code: 'choices',
      title: '選択',
      items: [
        {
          key: 'state',
          label: '状況',
          type: 'one',
          options: [
            { code: 'normal', label: '通常' },
            { code: 'limited', label: '制限' },
          ],
        },
        {
          key: 'other_state',
          label: '別の状況',
          type: 'one',
          options: [
            { code: 'normal', label: '通常' },
            { code: 'limited', label: '制限' },
          ],
        },
        {
          key: 'why',
          label: '制限の内容',
          type: 'text',
          maxLength: 100,
          shownWhen: "state == 'limited' || other_state == 'limited'",
          required: true,
        },
        {
          key: 'services',
          label: 'サービス',
          type: 'many',
          options: [
            { code: 'sign', label: '手話' },
            { code: 'sign-print', label: '手話、筆談' },
            { code: 'print', label: '点字' },
          ],
        },
        { key: 'parking', label: '駐車場', type: 'yes-no' },
        { key: 'places', label: '駐車台数', type: 'int', unit: '台', min: 1, required: "parking == '1'" },
        { key: 'cards', label: 'クレジットカード', type: 'can' },
      ],
    },
    {
      code: 'tables',
      title: '表',
      items: [
        {
          key: 'hours',
          label: '診療時間',
          type: 'grid',
          required: true,
          rows: [
            { code: 'mon', label: '月' },
            { code: 'tue', label: '火' },
          ],
          columns: [
            { key: 'begin', label: '開始', type: 'time' },
            { key: 'end', label: '終了', type: 'time', required: "begin != ''" },
          ],
        },
        {
          key: 'staff',
          label: '職員',
          type: 'rows',
          atMost: 3,
          columns: [
            {
              key: 'job',
              label: '職種',
              type: 'one',
              required: true,
              options: [
                { code: 'doctor', label: '医師' },
                { code: 'nurse', label: '看護師' },
              ],
            },
            { key: 'full', label: '常勤', type: 'decimal', unit: '人', places: 1, min: 0 },
            { key: 'part', label: '非常勤', type: 'decimal', unit: '人', places: 1, min: 0 },
            {
              key: 'total',
              label: '総数',
              type: 'computed',
              expression: 'full + part',
              unit: '人',
              places: 1,
              blankIsZero: true,
            },
          ],
        },
        {
          key: 'staff_total',
          label: '職員総数',
          type: 'computed',
          expression: 'sum(staff.map(s, s.total))',
          unit: '人',
          places: 1,
        },
        {
          key: 'departments',
          label: '診療科目',
          type: 'rows',
          atMost: 3,
          columns: [
            { key: 'name', label: '名称', type: 'text', maxLength: 20, required: true },
            ...['mon', 'tue', 'wed', 'thu', 'fri', 'sat'].flatMap((day, index) =>
              ['open', 'close'].map((end) => ({
                key: `${day}_${end}`,
                label: `${'月火水木金土'.charAt(index)}の${end === 'open' ? '開始' : '終了'}`,
                type: 'time' as const,
              })),
            ),
          ],
          matrix: {
            rows: [...'月火水木金土'].map((label, index) => ({
              code: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'][index] ?? '',
              label,
            })),
            columns: [
              { code: 'open', label: '開始' },
              { code: 'close', label: '終了' },
            ],
          },
        },
      ],
    },
  ],
  checks: [
    {
      code: 'used-of-beds',
      holds: 'used <= beds',
      level: 'error',
      message: '使用中が、病床数を超えています。',
      items: ['used', 'beds'],
    },
    {
      code: 'few',
      holds: 'beds >= 20',
      when: "state == 'normal'",
      level: 'warning',
      message: '病床数が少ないようです。',
      items: ['beds'],
    },
    {
      code: 'same-times',
      each: 'hours',
      holds: 'begin != end',
      level: 'error',
      message: '開始と終了が同じです。',
      items: ['end'],
    },
  ],
});

/** The example with a change somewhere, as text that is replaced. */
export const changed = (from: string, to: string): unknown => {
  const text = JSON.stringify(example());
  if (!text.includes(from)) throw new Error(`the example has no ${from}`);
  return JSON.parse(text.replace(from, to));
};
