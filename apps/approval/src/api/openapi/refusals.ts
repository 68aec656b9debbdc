import type { Problem } from '@todoke/service';
import { generalDetail } from '@todoke/web';
import { problems as proxyProblems } from '../../proxy/index.js';
import { problems as reviewProblems } from '../../reviews/index.js';
import { problems } from '../problems.js';

/** A refusal as the document tells it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
}

type Refused = (detail?: string, fields?: readonly { field: string; message: string }[]) => Problem;

const of = (refused: Refused, fields: Refusal['fields'] = []): Refusal => {
  const { status, code, text } = refused();
  return { status, code, text, ...(fields.length > 0 && { fields }) };
};

/** Of the web server, before an endpoint is asked. */
const ofServer = (status: number, code: string): Refusal => ({ status, code, text: generalDetail(status) ?? '' });

const unavailable: Refusal = {
  status: 503,
  code: 'database-unavailable',
  text: 'システムの一部が止まっています。しばらくたってから、もう一度お試しください。',
};

export const ofAll: readonly Refusal[] = [
  of(problems.tokenMissing),
  of(problems.tokenInvalid),
  of(problems.clientInactive),
  of(problems.scopeMissing),
  of(problems.tooManyRequests),
  unavailable,
  {
    ...unavailable,
    code: 'issuer-unavailable',
    text: 'ログインの仕組みに接続できません。しばらくたってから、もう一度お試しください。',
  },
  {
    status: 500,
    code: 'internal-error',
    text: '申し訳ありません。操作を完了できませんでした。しばらくたってから、もう一度お試しください。',
  },
];

export const ofPosts: readonly Refusal[] = [
  of(problems.idempotencyKeyMissing),
  of(problems.idempotencyKeyReused),
  of(problems.idempotencyKeyInUse),
  ofServer(400, 'malformed-request'),
  ofServer(413, 'body-too-large'),
  ofServer(415, 'media-type-not-supported'),
];

export const missing = of(reviewProblems.applicationMissing);
export const notYours = of(reviewProblems.notYoursToDecide);
export const decided = of(reviewProblems.alreadyDecided);
export const parameter = (field: string, message: string): Refusal =>
  of(problems.parameterInvalid, [{ field, message }]);
export const cursor = of(problems.cursorInvalid);
export const reason = of(problems.reasonUnusable, [{ field: 'reason', message: '却下理由を入力してください。' }]);
export const items = of(problems.itemsInvalid, [
  { field: 'phone', message: '電話番号は、ハイフンなしの半角数字10桁または11桁で入力してください。' },
]);
export const csvMissing = of(problems.csvMissing);
export const file = of(proxyProblems.fileUnusable, [{ field: '', message: '1行目に列名がありません。' }]);
export const sandboxFull = of(problems.sandboxFull);
