import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { form, page, Page, tableView, template, type PageView } from '../../src/index.js';

const view = template(import.meta.url, './specimen.hbs');

/** Every kind of field there is. */
const specimenForm = form(
  z.object({
    name: z.string().min(1),
    kind: z.string().min(1),
    insured: z.enum(['1', '2']),
    code: z
      .string()
      .regex(/^\d{10}$/, '保険機関コードは半角数字10桁で入力してください。')
      .optional(),
    email: z.email(),
    password: z.string().min(8),
    days: z.array(z.string()).min(1),
    remarks: z.string(),
    agreed: z.literal(true),
  }),
  {
    name: {
      label: '機関名',
      required: true,
      hint: '略称ではなく、正式名称を全角で入力してください。',
      help: '開設の届出や許可証に書かれている名称です。\n例：サンプル病院',
      autocomplete: 'organization',
    },
    kind: {
      label: '機関区分',
      required: true,
      input: 'select',
      options: ['病院', '診療所', '歯科診療所', '助産所', '薬局'].map((label) => ({ value: label, label })),
    },
    insured: {
      label: '機関判別区分',
      required: true,
      input: 'radio',
      help: '保険の指定を受けているかどうかです。',
      options: [
        {
          value: '1',
          label: '1：保険機関コードもしくは助産所コードを持っている',
          hint: '指定通知書に10桁で書かれています。',
        },
        { value: '2', label: '2：持っていない' },
      ],
    },
    code: {
      label: '保険機関コード',
      hint: '半角数字10桁',
      width: 'short',
      inputMode: 'numeric',
      placeholder: '3641234567',
    },
    email: { label: 'メールアドレス', required: true, input: 'email', readonly: true, width: 'medium' },
    password: { label: 'パスワード', required: true, input: 'password', width: 'medium', autocomplete: 'new-password' },
    days: {
      label: '診療日',
      required: true,
      input: 'checkbox',
      options: ['月', '火', '水'].map((label) => ({ value: label, label: `${label}曜日` })),
    },
    remarks: {
      label: '備考',
      input: 'textarea',
      maxLength: 200,
      help: '担当者へ伝えたいことがあれば入力してください。',
    },
    agreed: { label: '利用規約に同意します。', required: true, input: 'checkbox' },
  },
);

const facts = [
  { label: '機関名', value: '医療法人社団髙﨑会　徳島中央よしの川サンプル病院', change: '/specimen#field-name' },
  { label: '電話番号', value: '099-286-2707', telephone: true },
  { label: '建物名', value: '' },
  { label: '申請番号', value: 'APF-00001750', href: '/specimen' },
  { label: '所在地', value: '徳島県徳島市〇〇町1-2-3\n〇〇ビル1階' },
];

const table = tableView({
  caption: '申請一覧',
  columns: [
    { label: '申請番号', header: true },
    { label: '機関名' },
    { label: '受付日' },
    { label: '経過日数', numeric: true },
    { label: '状態' },
  ],
  rows: [
    [
      { text: 'APF-00001750', href: '/specimen' },
      'サンプル薬局',
      '2026年11月20日',
      3,
      { tag: { label: '承認待ち', kind: 'info' } },
    ],
    [
      { text: 'APF-00001751', href: '/specimen' },
      '〇〇診療所',
      '2026年11月2日',
      1234,
      { tag: { label: '期限超過', kind: 'warning' } },
    ],
    [
      { text: 'APF-00001752', href: '/specimen' },
      '△△病院',
      '2026年11月1日',
      0,
      { tag: { label: '却下', kind: 'danger' } },
    ],
    [
      { text: 'APF-00001753', href: '/specimen' },
      '□□助産所',
      '2026年11月1日',
      0,
      { tag: { label: '発行完了', kind: 'success' } },
    ],
    [{ text: 'APF-00001754', href: '/specimen' }, '◇◇歯科', '2026年11月1日', 0, { tag: { label: '対応不要' } }],
  ],
});

const stages = ['メールアドレス登録', 'メールアドレス認証', '申請情報入力', '申請情報確認', '申請完了'];

/** Everything the design system has, on one page. */
@Page('specimen', { roles: 'everybody' })
export class SpecimenPage {
  @Get()
  show(@Query('refused') refused: unknown, @Query('wide') wide: unknown): PageView {
    const reading = specimenForm.read(
      { name: '', code: '12', email: 'x', days: [], kind: '薬局' },
      { email: 'xxx@example.com' },
    );
    const formView =
      refused === undefined
        ? specimenForm.view({ email: 'xxx@example.com', insured: '1', days: ['月'] })
        : specimenForm.view(reading.values, reading.ok ? [] : reading.errors);
    const data = {
      form: formView,
      facts,
      table,
      phone: '099-286-2707',
      pagination: { first: '/specimen', previous: '/specimen?before=a', next: '/specimen?after=b' },
      at: new Date('2026-12-30T14:59:00Z'),
      total: 1234,
    };
    const step = { stages, current: 3 };
    return page(view, data, {
      title: '見本',
      step,
      wide: wide !== undefined,
      status: refused === undefined ? 200 : 422,
    });
  }
}
