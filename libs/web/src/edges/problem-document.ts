import type { Refusal } from './refusals.js';

interface Words {
  readonly title: string;
  /** Instead of what a page says of it. */
  readonly detail?: string;
}

const words: Readonly<Record<number, Words>> = {
  400: { title: '要求を読み取れません', detail: '要求の形式に誤りがあります。本文とアドレスを確かめてください。' },
  401: { title: '認証が必要です' },
  403: { title: '権限がありません', detail: 'この操作の権限がありません。' },
  404: { title: '見つかりません', detail: 'アドレスが間違っています。' },
  405: { title: 'この操作はできません', detail: 'このアドレスでは、そのメソッドを受け付けていません。' },
  409: { title: '現在の状態では行えません' },
  410: { title: '期限が過ぎました' },
  413: { title: '内容が大きすぎます', detail: '本文が上限を超えています。' },
  414: { title: 'アドレスが長すぎます' },
  415: { title: '受け付けていない形式です', detail: '「Content-Type」の形式は受け付けていません。' },
  422: { title: '内容に誤りがあります' },
  429: { title: '要求が多すぎます' },
  500: { title: 'システムエラーが起きました' },
  503: { title: 'ただいまご利用になれません' },
};

/** The title of problem documents of a status: the same for all of them. */
export const problemTitle = (status: number): string => (words[status] ?? words[status < 500 ? 400 : 500])!.title;

/** What a problem document says of a refusal that no service has words of its own for. */
export const generalDetail = (status: number): string | undefined => words[status]?.detail;

/** A refusal for programs (RFC 9457). */
export function problemDocument(refusal: Refusal, correlationId?: string): object {
  const { status, code, text, fields, general } = refusal;
  return {
    type: `urn:todoke:problem:${code}`,
    title: problemTitle(status),
    status,
    detail: (general ? generalDetail(status) : undefined) ?? text,
    code,
    ...(correlationId !== undefined && { correlationId }),
    ...(fields.length === 0 ? {} : { errors: fields }),
  };
}
