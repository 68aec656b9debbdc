import { applicationFields, applicationKeys, type ApplicationKey } from '@todoke/application-form';
import { applicationMails, institutionTypes, mailStates, routes } from '@todoke/lifecycle';
import { z } from 'zod';
import { marks } from '../../proxy/index.js';
import { longestReason, stateNames } from '../../reviews/index.js';

/** What the interface answers and takes: from here come the types of the endpoints and the document. */

const instant = z.string().meta({ format: 'date-time', examples: ['2026-11-20T01:00:00.000Z'] });
const number = z.string().meta({ description: '申請番号。', pattern: '^APF-\\d{8}$', examples: ['APF-00000001'] });
const status = z.enum(stateNames).meta({
  description:
    'waiting（承認待ち）、approved（承認済み・事務局確認中）、rejected（却下）と、そのあとの状態。値は今後増えることがあります。',
});
const route = z.enum(routes).meta({ description: 'self（機関による申請）、proxy（都道府県による代理申請）。' });
const round = z.int().positive().meta({ description: '何回目に承認を待った申請か。差戻しなどで戻ると増えます。' });
const prefecture = z.string().meta({ description: '都道府県コード（JIS X 0401、2桁）。', examples: ['46'] });
const updated = instant.meta({ description: 'この状態を、この仕様で読み取れるようになった日時。' });

export const applicationSummary = z.object({
  number,
  status,
  round,
  route,
  prefecture,
  institutionName: z.string(),
  institutionType: z.enum(institutionTypes.map(({ value }) => value)),
  receivedAt: instant,
  decidedAt: instant.optional(),
  updatedAt: updated,
});

export const applicationList = z.object({
  applications: z.array(applicationSummary),
  nextCursor: z.string().nullable().meta({ description: '続きを読む「cursor」。この回の終わりでは null。' }),
  resumeCursor: z
    .string()
    .meta({ description: '次の回を始める「cursor」。この回のあとに変わった申請だけが得られます。' }),
});

/** The items as they are stored: those that were left blank are absent. */
const applicationItems = z.object(
  Object.fromEntries(
    applicationKeys.map((key) => {
      const choices = choicesOf(key);
      const item = choices ? z.enum(choices) : z.string();
      const titled = item.meta({ title: applicationFields[key].label });
      return [key, isRequired(key) ? titled : titled.optional()];
    }),
  ),
);

export const application = applicationSummary.omit({ institutionName: true, institutionType: true }).extend({
  rejectionReason: z.string().optional().meta({ description: '却下理由。却下された申請にだけあります。' }),
  items: applicationItems,
});

export const decision = z.object({ number, status, decidedAt: instant.optional() });
export const rejection = z.object({
  reason: z.string().meta({
    description: '却下理由。申請者に送るメールにそのまま記載されます。',
    minLength: 1,
    maxLength: longestReason,
  }),
});
export const filed = z.object({ number, status });

const rowResults = ['filed', 'faulty', 'left-out', 'failed'] as const;
export const importReport = z.object({
  filed: z.int().meta({ description: '申請した行の数。' }),
  rows: z.array(
    z.object({
      row: z.int().meta({ description: 'ファイルの行。列名の行が1です。' }),
      institutionName: z.string(),
      result: z.enum(rowResults).meta({
        description:
          'filed（申請した）、faulty（誤りがある）、left-out（leaveOutにより申請しない）、failed（登録できない）。',
      }),
      number: number.optional(),
      mark: z.enum(marks).optional().meta({
        description:
          'applied（手続き中の申請がある）、repeated（ファイルの中で重複する）、holder（アカウントがある）。',
      }),
      notes: z.array(
        z.object({
          column: z.string().optional().meta({ description: '列名。行全体のことであれば、ありません。' }),
          text: z.string(),
        }),
      ),
    }),
  ),
});

export const mailList = z.object({
  mails: z.array(
    z.object({
      mail: z.enum(applicationMails).meta({
        description: 'M2（申請完了）、M3（却下）、M4（①事前確認）、M5（②利用案内）、M6（③既存利用者確認）。',
      }),
      status: z.enum(mailStates).meta({
        description: 'waiting（送信待ち）、accepted（送信完了）、bounced（不達）、failed（送信できず）など。',
      }),
      reason: z
        .string()
        .optional()
        .meta({ description: '不達などの理由。', examples: ['no-such-address'] }),
      possiblyTwice: z.boolean().meta({ description: '同じメールが2通届いた可能性があるか。' }),
      at: instant.optional(),
    }),
  ),
});

export const problem = z.object({
  type: z.string().meta({ examples: ['urn:todoke:problem:already-decided'] }),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: '日本語の説明。' }),
  code: z.string().meta({ description: 'プログラムで見分けるための値。' }),
  correlationId: z.string().optional().meta({ description: 'お問い合わせのときにお知らせください。' }),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .meta({ description: '項目ごとの誤り。ファイルなど全体のことは、field が空です。' }),
});

/** The values of an item that is chosen. Of prefectures there are too many to list; each is two digits. */
export function choicesOf(key: ApplicationKey): string[] | undefined {
  return key === 'prefecture' ? undefined : applicationFields[key].options?.map(({ value }) => value);
}

function isRequired(key: ApplicationKey): boolean {
  return applicationFields[key].required === true;
}

export type ApplicationSummary = z.output<typeof applicationSummary>;
export type ApplicationList = z.output<typeof applicationList>;
export type ReadApplication = z.output<typeof application>;
export type DecisionAnswer = z.output<typeof decision>;
export type FiledAnswer = z.output<typeof filed>;
export type ImportReport = z.output<typeof importReport>;
export type MailList = z.output<typeof mailList>;
