import type { z } from 'zod';
import { pageSizes } from '../domain/pass.js';
import { marks } from '../../proxy/index.js';
import { stateNames } from '../../reviews/index.js';
import type { Scope } from '../domain/client.js';
import { parameterTexts } from '../problems.js';
import * as examples from './examples.js';
import * as refusals from './refusals.js';
import type { Refusal } from './refusals.js';
import * as schemas from './schemas.js';

/** A parameter of a path or a query. */
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
  readonly required?: boolean;
  readonly schema: object;
  readonly example?: string | number;
}

/** One operation of the interface, as the document tells it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below the path of the interface, in the syntax of OpenAPI. */
  readonly path: string;
  readonly scope: Scope;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  /** Name of its schema, or none for a file. */
  readonly body?: {
    readonly type: string;
    readonly schema: string | object;
    readonly example: unknown;
    readonly required?: boolean;
  };
  readonly answer: { readonly status: 200 | 201; readonly schema: string; readonly example: unknown };
  /** Besides those that each operation has. */
  readonly refusals: readonly Refusal[];
}

/** Schemas of the document by their names. */
export const namedSchemas = {
  ApplicationSummary: schemas.applicationSummary,
  ApplicationList: schemas.applicationList,
  Application: schemas.application,
  Decision: schemas.decision,
  Rejection: schemas.rejection,
  Filed: schemas.filed,
  ImportReport: schemas.importReport,
  MailList: schemas.mailList,
  Problem: schemas.problem,
} as const satisfies Record<string, z.ZodType>;

const number: Parameter = {
  name: 'number',
  in: 'path',
  required: true,
  description: '申請番号。',
  schema: { type: 'string' },
  example: 'APF-00000001',
};

const [readTag, decideTag, fileTag, mailTag] = ['申請を読む', '承認・却下', '代理申請', 'メール送信状況'];
export const tags = [readTag, decideTag, fileTag, mailTag];

export const operations: readonly Operation[] = [
  {
    id: 'listApplications',
    method: 'get',
    path: '/applications',
    scope: 'applications:read',
    tag: readTag,
    summary: '申請の一覧',
    description:
      '自都道府県の申請を、最後に変わった順に返します。「nextCursor」が null になるまで続けて読むと一回分で、その間に申請が変わっても、' +
      '抜けも重なりもありません。一回のあとに変わった申請は、「resumeCursor」から始める次の回で得られます。' +
      '「ETag」の値を「If-None-Match」に付けると、変わっていない一覧には304を返します。',
    parameters: [
      {
        name: 'status',
        in: 'query',
        description: 'いまの状態で絞り込みます。',
        schema: { type: 'string', enum: stateNames },
        example: 'waiting',
      },
      {
        name: 'updatedSince',
        in: 'query',
        description: 'この日時以降に変わった申請だけを返します。「cursor」があるときは使いません。',
        schema: { type: 'string', format: 'date-time' },
        example: '2026-11-20T10:00:00+09:00',
      },
      {
        name: 'cursor',
        in: 'query',
        description: '応答にあった「nextCursor」または「resumeCursor」。',
        schema: { type: 'string' },
      },
      {
        name: 'limit',
        in: 'query',
        description: '一度に返す申請の数。',
        schema: { type: 'integer', minimum: 1, maximum: pageSizes.most, default: pageSizes.usual },
      },
    ],
    answer: { status: 200, schema: 'ApplicationList', example: examples.list },
    refusals: [refusals.parameter('updatedSince', parameterTexts.updatedSince), refusals.cursor],
  },
  {
    id: 'getApplication',
    method: 'get',
    path: '/applications/{number}',
    scope: 'applications:read',
    tag: readTag,
    summary: '一件の申請',
    description: '申請の16項目を含みます。個人情報であり、読んだことは記録されます。',
    parameters: [number],
    answer: { status: 200, schema: 'Application', example: examples.application },
    refusals: [refusals.missing],
  },
  {
    id: 'approveApplication',
    method: 'post',
    path: '/applications/{number}/approve',
    scope: 'applications:decide',
    tag: decideTag,
    summary: '承認する',
    description: '承認待ちの申請を承認します。同じクライアントがもう一度承認しても、何も変わりません。',
    parameters: [number],
    answer: { status: 200, schema: 'Decision', example: examples.approved },
    refusals: [refusals.notYours, refusals.missing, refusals.decided],
  },
  {
    id: 'rejectApplication',
    method: 'post',
    path: '/applications/{number}/reject',
    scope: 'applications:decide',
    tag: decideTag,
    summary: '却下する',
    description: '承認待ちの申請を却下します。却下理由は、申請者に送るメールにそのまま記載されます。',
    parameters: [number],
    body: { type: 'application/json', schema: 'Rejection', example: examples.rejection, required: true },
    answer: { status: 200, schema: 'Decision', example: examples.rejected },
    refusals: [refusals.notYours, refusals.missing, refusals.decided, refusals.reason],
  },
  {
    id: 'fileApplication',
    method: 'post',
    path: '/applications',
    scope: 'applications:file',
    tag: fileTag,
    summary: '代理申請をする',
    description: '機関に代わって申請します。申請は、承認済みになります。項目の決まりは申請フォームと同じです。',
    body: { type: 'application/json', schema: 'ProxyApplication', example: examples.proxyApplication, required: true },
    answer: { status: 201, schema: 'Filed', example: examples.filed },
    refusals: [refusals.notYours, refusals.items, refusals.sandboxFull],
  },
  {
    id: 'importApplications',
    method: 'post',
    path: '/applications/import',
    scope: 'applications:file',
    tag: fileTag,
    summary: 'CSVで代理申請をする',
    description:
      '列名は申請フォームの項目名で、順序は問いません。文字コードはUTF-8またはShift_JIS、1MBまでです。' +
      '誤りのない行をすべて申請し、行ごとの結果を返します。誤りのある行は申請されません。',
    parameters: [
      {
        name: 'leaveOut',
        in: 'query',
        description: `これらの印が付いた行は申請しません。「,」で区切ります：${marks.join(', ')}。`,
        schema: { type: 'string' },
        example: 'applied,repeated',
      },
    ],
    body: { type: 'text/csv', schema: { type: 'string' }, example: examples.csv, required: true },
    answer: { status: 200, schema: 'ImportReport', example: examples.importReport },
    refusals: [refusals.parameter('leaveOut', parameterTexts.leaveOut), refusals.csvMissing, refusals.file],
  },
  {
    id: 'listMails',
    method: 'get',
    path: '/mails',
    scope: 'mails:read',
    tag: mailTag,
    summary: '申請についてのメールの送信状況',
    description: '送信されたメールと、送信を待つメールを返します。メールアドレスは含みません。',
    parameters: [
      {
        name: 'applicationNumber',
        in: 'query',
        required: true,
        description: '申請番号。',
        schema: { type: 'string' },
        example: 'APF-00000001',
      },
    ],
    answer: { status: 200, schema: 'MailList', example: examples.mails },
    refusals: [refusals.parameter('applicationNumber', parameterTexts.applicationNumber), refusals.missing],
  },
];
