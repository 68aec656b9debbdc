import { HttpException } from '@nestjs/common';
import { isUnavailable } from '@todoke/database';
import { describeError, Problem } from '@todoke/service';
import { ForgedRequest } from './csrf.js';

/** The answer to a person or a program when something is refused or fails. */
export interface Refusal {
  status: number;
  /** For programs, e.g. `application-missing`. */
  code: string;
  heading: string;
  text: string;
  fields: readonly { field: string; message: string }[];
  /** Its texts are those of its status, and not of a Problem. */
  general: boolean;
  /** It is the service that failed, and not the client: logged, without its message. */
  ours: boolean;
}

/** Somebody who is not signed in asked for a page that needs it. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** Codes that have a page of their own. */
export const needsSignIn = 'sign-in-needed';
export const formExpired = 'form-expired';

interface Saying {
  heading: string;
  text: string;
}

const sayings: Readonly<Record<number, Saying>> = {
  400: { heading: '送信された内容を読み取れませんでした', text: '前の画面に戻り、もう一度お試しください。' },
  401: {
    heading: 'ログインが必要です',
    text: 'ログインしていないか、しばらく操作がなかったためログアウトしました。もう一度ログインしてください。',
  },
  403: {
    heading: 'この画面はご利用になれません',
    text: 'ログインしている利用者には、この画面または操作の権限がありません。',
  },
  404: { heading: 'ページが見つかりません', text: 'アドレスが間違っているか、ページがなくなった可能性があります。' },
  405: { heading: 'この操作はできません', text: 'このページでは、行おうとした操作を受け付けていません。' },
  409: { heading: 'ほかの操作と重なりました', text: '画面を開き直して、現在の状態をご確認ください。' },
  410: { heading: 'この画面の期限が過ぎました', text: 'お手数ですが、初めからやり直してください。' },
  413: {
    heading: '送信された内容が大きすぎます',
    text: '内容を短くするか、小さいファイルを選んで、もう一度お試しください。',
  },
  414: { heading: 'アドレスが長すぎます', text: 'アドレスを確認して、もう一度お試しください。' },
  415: { heading: 'この形式は受け付けていません', text: '画面のフォームから送信してください。' },
  422: { heading: '入力内容をご確認ください', text: '入力された内容に誤りがあります。' },
  429: {
    heading: 'しばらくお待ちください',
    text: '短い時間に操作が集中しました。少し時間をおいて、もう一度お試しください。',
  },
  503: {
    heading: 'ただいまご利用になれません',
    text: 'システムの一部が止まっています。しばらくたってから、もう一度お試しください。',
  },
};

const broken: Saying = {
  heading: 'システムエラーが起きました',
  text: '申し訳ありません。操作を完了できませんでした。しばらくたってから、もう一度お試しください。',
};

const saying = (status: number): Saying => sayings[status] ?? (status < 500 ? sayings[400]! : broken);

/**
 * Maps every error at the HTTP edge to what may be shown. The error's own message never is. Whatever was thrown, also
 * what cannot be read, is mapped to something.
 */
export function refusalOf(error: unknown): Refusal {
  try {
    return mapped(error);
  } catch {
    return plain(500, 'internal-error');
  }
}

function mapped(error: unknown): Refusal {
  if (error instanceof Problem && Number.isInteger(error.status)) {
    const { status, code, text, fields, kind } = error;
    const { heading } = saying(status);
    return { status, code, heading, text, fields, general: false, ours: kind === 'broken' || kind === 'unavailable' };
  }
  if (error instanceof SignInNeeded) return plain(401, needsSignIn);
  if (error instanceof ForgedRequest) return plain(403, formExpired);
  if (isCutOff(error)) return plain(400, 'malformed-request');
  if (isUnavailable(error)) return plain(503, 'database-unavailable');
  const status = clientStatus(error);
  if (status !== undefined) return plain(status, codes[status] ?? 'request-refused');
  return plain(serverStatus(error), 'internal-error');
}

/** What Node says of a body whose sender closed the connection halfway. It looks like a lost database connection. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && (error as NodeJS.ErrnoException).code === 'ECONNRESET';

const plain = (status: number, code: string): Refusal => ({
  status,
  code,
  ...saying(status),
  fields: [],
  general: true,
  ours: status >= 500,
});

const codes: Readonly<Record<number, string>> = {
  400: 'malformed-request',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'media-type-not-supported',
  429: 'too-many-requests',
};

/** The status that Nest or Fastify gives a client error, e.g. 413 for a body over the limit. */
function clientStatus(error: unknown): number | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  if (Number.isInteger(status) && (status as number) >= 400 && (status as number) < 500) return status as number;
  return error instanceof URIError ? 400 : undefined;
}

function serverStatus(error: unknown): number {
  const status = error instanceof HttpException ? error.getStatus() : 500;
  return Number.isInteger(status) && status > 500 && status < 600 ? status : 500;
}

/** What is logged of an error: its kind and place, not its message. */
export function forLog(error: unknown): object {
  const described = describeError(error);
  try {
    return error instanceof Problem && error.detail !== undefined ? { ...described, detail: error.detail } : described;
  } catch {
    return described;
  }
}
