/** How a question and its answer travel: JSON, with headers for what is not part of the contract. */
import { type Msg, type MsgHdrs, headers } from '@nats-io/transport-node';
import { type Correlation, correlation, traceparent } from '@todoke/service';

/** The header of a reply without an answer, as NATS' own services have it (ADR-32). */
const errorCode = 'Nats-Service-Error-Code';
const correlationHeader = 'correlation-id';

/** Why a service gave no answer: it could not read the question, its database is unavailable, or it failed. */
export type NoAnswer = 'malformed' | 'unavailable' | 'failed';

const codes: Readonly<Record<NoAnswer, string>> = { malformed: '400', unavailable: '503', failed: '500' };

/** The correlation and the trace (W3C Trace Context) of who asks. */
export function headersOfQuestion(): MsgHdrs {
  const carried = headers();
  carried.set(correlationHeader, correlation.current().correlationId);
  const trace = traceparent();
  if (trace !== undefined) carried.set('traceparent', trace);
  return carried;
}

/** Where the question came from. */
export function originOf(message: Msg): { correlation: Correlation; parent: string | undefined } {
  const told = message.headers?.get(correlationHeader) ?? '';
  return {
    correlation: /^[\w-]{1,64}$/.test(told) ? { correlationId: told } : correlation.current(),
    parent: message.headers?.get('traceparent') || undefined,
  };
}

export function replyWithout(message: Msg, why: NoAnswer): void {
  const carried = headers();
  carried.set(errorCode, codes[why]);
  message.respond('', { headers: carried });
}

/** The code of a reply without an answer; undefined where it is an answer. */
export const errorCodeOf = (reply: Msg): string | undefined => reply.headers?.get(errorCode) || undefined;
