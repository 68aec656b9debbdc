import { z } from 'zod';
import { form } from './form.js';

const people = form(
  z.object({
    name: z.string().min(2).max(5),
    code: z
      .string()
      .regex(/^\d{3}$/, '番号は半角数字3桁で入力してください。')
      .optional(),
    kind: z.enum(['a', 'b']),
    email: z.email(),
    password: z.string().min(8),
    count: z.coerce.number().int().min(1).optional(),
    days: z.array(z.enum(['月', '火'])).min(1),
    agreed: z.literal(true),
    remarks: z.string().max(100),
    id: z.string(),
  }),
  {
    name: { label: '機関名', required: true },
    code: { label: '番号' },
    kind: {
      label: '区分',
      required: true,
      input: 'radio',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
    email: { label: 'メールアドレス', required: true, input: 'email' },
    password: { label: 'パスワード', required: true, input: 'password' },
    count: { label: '数', input: 'number' },
    days: {
      label: '曜日',
      required: true,
      input: 'checkbox',
      options: [
        { value: '月', label: '月' },
        { value: '火', label: '火' },
      ],
    },
    agreed: { label: '同意します。', required: true, input: 'checkbox' },
    remarks: { label: '備考', input: 'textarea' },
  },
);

const good = {
  name: ' サンプル ',
  kind: 'a',
  email: 'a@example.com',
  password: ' Abcdefg1 ',
  days: ['月'],
  agreed: 'on',
  remarks: 'x\r\ny',
};
const errorsOf = (body: unknown): Record<string, string> => {
  const reading = people.read(body, { id: '1' });
  return reading.ok ? {} : Object.fromEntries(reading.errors.map(({ field, message }) => [field, message]));
};

describe('reading', () => {
  it('gives what the schema makes of it: trimmed text, booleans, lists, absence', () => {
    expect(people.read(good, { id: '1' })).toEqual({
      ok: true,
      value: {
        name: 'サンプル',
        kind: 'a',
        email: 'a@example.com',
        password: ' Abcdefg1 ',
        days: ['月'],
        agreed: true,
        remarks: 'x\ny',
        id: '1',
      },
      values: {
        name: 'サンプル',
        code: '',
        kind: 'a',
        email: 'a@example.com',
        count: '',
        days: ['月'],
        agreed: true,
        remarks: 'x\ny',
      },
    });
  });

  it('asks for each required field that is blank, by its name', () => {
    expect(errorsOf({})).toEqual({
      name: '機関名を入力してください。',
      kind: '区分を選択してください。',
      email: 'メールアドレスを入力してください。',
      password: 'パスワードを入力してください。',
      days: '曜日を選択してください。',
      agreed: '「同意します。」にチェックを入れてください。',
    });
  });

  it('says in the schema’s own words or in plain ones what is wrong, one thing a field', () => {
    expect(
      errorsOf({ ...good, name: 'あ', code: '12', kind: 'c', email: 'x', remarks: 'x'.repeat(101), count: '0' }),
    ).toEqual({
      name: '機関名は2文字以上で入力してください。',
      code: '番号は半角数字3桁で入力してください。',
      kind: '区分を選択肢の中から選んでください。',
      email: 'メールアドレスの形式が正しくありません。「xxx@example.com」のように半角で入力してください。',
      count: '数は1以上で入力してください。',
      remarks: '備考は100文字以内で入力してください。いまは101文字で、1文字多くなっています。',
    });
    expect(errorsOf({ ...good, name: 'あいうえおか' })).toEqual({
      name: '機関名は5文字以内で入力してください。いまは6文字で、1文字多くなっています。',
    });
  });

  it('keeps what was typed, but no password', () => {
    const { values } = people.read({ ...good, name: 'あ' }, { id: '1' });
    expect(values).toMatchObject({ name: 'あ', email: 'a@example.com', days: ['月'], agreed: true });
    expect(values).not.toHaveProperty('password');
  });

  const untrusted: unknown[] = [
    undefined,
    null,
    1,
    'x',
    [],
    [1],
    true,
    { name: { a: 1 } },
    { name: [['a']] },
    { name: 5, days: '月', agreed: [] },
    { days: { length: 9 } },
    { name: 'x'.repeat(1_000_000) },
    { name: '\u0000\u0001\ud800' },
    Object.create(null) as object,
    JSON.parse('{"__proto__":{"name":"x"},"constructor":1,"toString":2}'),
    { email: Symbol('x') },
    { name: () => 'x' },
    { count: NaN },
    { days: Array.from({ length: 10_000 }, () => '月') },
  ];
  it.each(untrusted.map((body, index) => [index, body]))('never throws, whatever comes (%i)', (_index, body) => {
    const reading = people.read(body, { id: '1' });
    expect(reading.ok).toBe(false);
    expect(() => people.view(reading.values, reading.ok ? [] : reading.errors)).not.toThrow();
  });

  it('takes the first of several answers and drops what no database takes', () => {
    const { values } = people.read(
      { ...good, name: ['一\u0000つ\u007f', 'ふたつ'], remarks: 'a\tb\u0008\nc' },
      { id: '1' },
    );
    expect(values).toMatchObject({ name: '一つ', remarks: 'a\tb\nc' });
    expect((values['name'] as string).isWellFormed()).toBe(true);
  });

  it('refuses an answer that is longer than anything is, and keeps only its beginning', () => {
    const free = form(z.object({ text: z.string() }), { text: { label: '本文', input: 'textarea' } });
    const reading = free.read({ text: 'x'.repeat(100_000) });
    expect(reading).toMatchObject({
      ok: false,
      errors: [
        {
          field: 'text',
          message:
            '本文は20,000文字以内で入力してください。いまは100,000文字で、80,000文字多くなっています。先頭の20,000文字だけを残しています。',
        },
      ],
    });
    expect(reading.values['text']).toBe('x'.repeat(20_000));
  });

  it('ignores what is posted for a field that the server knows', () => {
    const account = form(z.object({ email: z.email(), id: z.string() }), {
      email: { label: 'メールアドレス', readonly: true },
    });
    expect(account.read({ email: 'evil@example.com', id: '9' }, { email: 'a@example.com', id: '1' })).toMatchObject({
      ok: true,
      value: { email: 'a@example.com', id: '1' },
    });
    expect(account.read({ email: 'evil@example.com', id: '9' }).ok).toBe(false);
  });

  it('tells what concerns several fields at the field it is said of, or at the form', () => {
    const period = form(
      z.object({ from: z.string(), to: z.string() }).superRefine(({ from, to }, context) => {
        if (from > to)
          context.addIssue({ code: 'custom', path: ['to'], message: '終わりは始まりより後にしてください。' });
        if (from === 'x') context.addIssue({ code: 'custom', message: 'この期間は使えません。' });
      }),
      { from: { label: '始まり' }, to: { label: '終わり' } },
    );
    expect(period.read({ from: 'x', to: 'a' })).toMatchObject({
      errors: [
        { field: 'to', message: '終わりは始まりより後にしてください。' },
        { field: '', message: 'この期間は使えません。' },
      ],
    });
  });
});

describe('a limit of characters', () => {
  const limited = form(z.object({ name: z.string(), note: z.string(), q: z.string().optional() }), {
    name: { label: '機関名', maxLength: 50, widened: true },
    note: { label: '備考', input: 'textarea', maxLength: 10 },
    q: { label: '検索', input: 'search', maxLength: 10 },
  });
  const refusalOf = (name: string, answer: string): string | undefined => {
    const reading = limited.read({ name: '', note: '', [name]: answer });
    return reading.ok ? undefined : reading.errors.find(({ field }) => field === name)?.message;
  };

  it.each([
    ['voiced kana of macOS in two parts', 'name', '\u30AB\u3099'.repeat(50)],
    ['half-width kana that become one', 'name', 'ｶﾞ'.repeat(50)],
    ['characters beyond the BMP', 'name', '𠮷'.repeat(50)],
    ['blanks around', 'name', `　${'あ'.repeat(50)} `],
    ['line breaks of Windows', 'note', '一\r\n二\r\n三四五六七八'],
    ['characters beyond the BMP in a search', 'q', '𠮷'.repeat(10)],
  ])('counts what is stored: %s', (_what, name, answer) => {
    expect(refusalOf(name, answer)).toBeUndefined();
    expect(refusalOf(name, `${answer.trim()}あ`)).toContain('1文字多くなっています。');
  });

  it('says how many are too many, and keeps all of them', () => {
    const reading = limited.read({ name: 'あ'.repeat(1_062), note: 'い'.repeat(11) });
    expect(reading).toMatchObject({
      ok: false,
      errors: [
        {
          field: 'name',
          message: '機関名は50文字以内で入力してください。いまは1062文字で、1012文字多くなっています。',
        },
        { field: 'note', message: '備考は10文字以内で入力してください。いまは11文字で、1文字多くなっています。' },
      ],
      values: { name: 'あ'.repeat(1_062) },
    });
  });
});

describe('the view', () => {
  it('ties hint and error to the field, and the first refused field takes the focus', () => {
    const view = people.view(
      { name: 'あ' },
      [
        { field: 'email', message: 'だめ' },
        { field: 'name', message: '短い' },
      ],
      { name: { hint: '全角' } },
    );
    expect(view.field.name).toMatchObject({
      id: 'field-name',
      value: 'あ',
      error: '短い',
      hint: '全角',
      describedBy: 'field-name-hint field-name-error',
      autofocus: true,
    });
    expect(view.field.email).toMatchObject({ error: 'だめ', autofocus: false });
    expect(view.errors).toEqual([
      { message: 'だめ', href: '#field-email' },
      { message: '短い', href: '#field-name' },
    ]);
    expect(view.hasRequired).toBe(true);
  });

  it('leads from the summary to the first choice of a group', () => {
    const view = people.view({}, [{ field: 'kind', message: '選ぶ' }]);
    expect(view.errors).toEqual([{ message: '選ぶ', href: '#field-kind-1' }]);
    expect(view.field.kind.choices[0]).toMatchObject({ autofocus: true, kind: 'radio', name: 'kind' });
  });

  it('gives the focus to the summary when no field is to blame', () => {
    const view = people.view({}, [{ field: '', message: '期限です' }]);
    expect([view.focusSummary, view.errors]).toEqual([true, [{ message: '期限です' }]]);
  });

  it('never shows a password again', () => {
    expect(people.view({ password: 'Abcdefg1' }).field.password.value).toBe('');
  });

  it('marks what was chosen', () => {
    const { field } = people.view({ kind: 'b', days: ['火'], agreed: true });
    expect(field.kind.choices.map(({ chosen }) => chosen)).toEqual([false, true]);
    expect(field.days.choices.map(({ chosen }) => chosen)).toEqual([false, true]);
    expect(field.agreed.checked).toBe(true);
  });
});
