import type { BounceReason, Handover } from './mail.js';
import { namesSender, signOfCodes } from './reply-codes.js';
import { namesRecipient, signOfWords } from './reply-words.js';

/** The facts of a failed hand-over. The words of the reply may quote the address: they are read and kept nowhere. */
export interface SmtpTrouble {
  /** The SMTP command that failed, such as `RCPT TO`; `API` where no server was involved. */
  readonly command?: string | undefined;
  /** Reply code (RFC 5321), when there was a reply. */
  readonly replyCode?: number | undefined;
  /** Enhanced status code (RFC 3463), when the reply had one. */
  readonly enhanced?: string | undefined;
  /** The words of all its lines, as `readReply` gives them. */
  readonly words?: string | undefined;
  /** The client refused the envelope: the address is not valid. */
  readonly badEnvelope: boolean;
  /** Progress: connecting, envelope being sent, or content being sent. */
  readonly progress: 'connecting' | 'envelope' | 'content';
}

type Judgement = Exclude<Handover, { kind: 'accepted' | 'unreadable' | 'too-late' }>;

/**
 * What a failed hand-over means: whose fault it is, and for how long. What the reply says of us (our login, sender,
 * quota, reputation, content) never makes an address undeliverable; where nothing in it says whom it speaks of, the
 * stage and the reply code decide (decision 19).
 */
export function judge(trouble: SmtpTrouble): Judgement {
  const { replyCode, enhanced, words, badEnvelope, progress } = trouble;
  if (badEnvelope) return { kind: 'refused', status: '5.1.3', reason: 'no-such-address' };
  const stage = stageOf(trouble);
  if (replyCode === undefined) {
    return stage === 'login' ? { kind: 'held', status: '5.7.0', cause: 'login', said: 'greeting' } : silence(progress);
  }
  const status = statusOf(replyCode, enhanced);
  const { plain, loose } = signOfWords(words);
  const sign = namesSender(status) ? ({ ours: 'sender' } as const) : (plain ?? signOfCodes(replyCode, status) ?? loose);
  if (sign === 'crowded') return { kind: 'crowded' };
  if (sign === 'hurried' && replyCode < 500) return { kind: 'hurried' };
  const ours = sign === 'hurried' ? 'quota' : typeof sign === 'object' && 'ours' in sign ? sign.ours : undefined;
  if (stage !== 'recipient' && stage !== 'content') {
    const cause = ours ?? (replyCode < 500 || replyCode === 503 ? undefined : causeOfStage[stage]);
    const said = stage === 'sender' ? 'sender' : 'greeting';
    return cause === undefined ? { kind: 'unavailable' } : { kind: 'held', status, cause, said };
  }
  // A mail that is not taken today for what is in it may be taken tomorrow.
  if (ours !== undefined && !(ours === 'content' && replyCode < 500)) {
    return { kind: 'held', status, cause: ours, said: 'recipient' };
  }
  if (replyCode === 503) return { kind: 'unavailable' };
  const recipient = typeof sign === 'object' && 'recipient' in sign ? sign.recipient : undefined;
  if (replyCode < 500 || recipient === 'busy') return { kind: 'deferred', status };
  // 501: syntax error in parameters; x.1.3: bad syntax of the destination's address.
  const syntax = stage === 'recipient' && (replyCode === 501 || status === '5.1.3') && { syntax: true as const };
  if (recipient !== undefined) return { kind: 'refused', status, reason: recipient, ...syntax };
  const doubtful = words !== undefined && words !== '' && !namesRecipient(words);
  return { kind: 'refused', status, reason: reasonOf(replyCode, status), ...(doubtful && { doubtful }), ...syntax };
}

/** The part of the dialogue that failed. Up to the sender it concerns all mails, then one recipient, then one mail. */
type Stage = 'greeting' | 'login' | 'sender' | 'recipient' | 'content';

function stageOf({ command = '', progress, replyCode }: SmtpTrouble): Stage {
  if (command.startsWith('AUTH')) return 'login';
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  if (command === 'DATA') return 'content';
  // With pipelining (RFC 2920), a 421 to RCPT TO ends the connection before its command is known.
  if (replyCode === 421 && progress !== 'connecting') return 'recipient';
  return 'greeting';
}

/** Why we are refused for good at a stage before the recipient, where the reply does not say it. */
const causeOfStage = { greeting: undefined, login: 'login', sender: 'sender' } as const;

/** The outcome without a reply. */
const silence = (progress: SmtpTrouble['progress']): Judgement =>
  (({ connecting: { kind: 'unavailable' }, envelope: { kind: 'stuck' }, content: { kind: 'cut-off' } }) as const)[
    progress
  ];

/** The enhanced code is more precise than the reply code (RFC 5321 4.2.3), unless they contradict each other. */
function statusOf(replyCode: number, enhanced: string | undefined): string {
  const kind = replyCode < 500 ? '4' : '5';
  return enhanced?.startsWith(`${kind}.`) ? enhanced : `${kind}.0.0`;
}

/** What is announced where neither words nor codes tell. */
const reasonOf = (replyCode: number, status: string): BounceReason =>
  status === '5.0.0' ? (byReplyCode[replyCode] ?? 'unknown') : 'refused';

const byReplyCode: Readonly<Record<number, BounceReason>> = {
  501: 'no-such-address',
  550: 'no-such-address',
  551: 'no-such-address',
  552: 'mailbox-full',
  553: 'no-such-address',
  554: 'refused',
  556: 'no-such-address',
};

/** What a reply says, over all its lines (RFC 5321 4.2.1). */
export interface Reply {
  readonly replyCode: number | undefined;
  readonly enhanced: string | undefined;
  /** In lower case, without addresses, links and host names, any of which could read as a word of the catalogue. */
  readonly words: string;
}

/** Characters of a reply that are read; RFC 5321 4.5.3.1.5 limits a line to 512. */
const longestReply = 3_000;

/**
 * @param response the lines as they came, each with its reply code
 * @param sender our own address, which reads as `<sender>` where we are refused for good; for now, as in greylisting,
 * it may be named beside the recipient's
 */
export function readReply(response: string, sender?: string): Reply {
  const lines = response.slice(0, longestReply).split(/\r?\n/);
  const code = /^\d{3}(?=[ -]|$)/.exec(response)?.[0];
  const texts = lines.map((line) => line.replace(/^\d{3}(?:[ -]|$)/, ''));
  const enhanced = texts.map((text) => statusIn(text)).find((status) => status !== undefined);
  return {
    replyCode: code === undefined ? undefined : Number(code),
    enhanced,
    words: wordsOf(texts, code?.startsWith('5') ? sender?.toLowerCase() : undefined),
  };
}

/** At the beginning of a line (RFC 2034), or in it as qmail and IronPort write it: `(#5.1.1)`, `#5.1.0`. */
const statusIn = (text: string): string | undefined =>
  /^([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)?.[1] ?? /#([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)?.[1];

const wordsOf = (texts: readonly string[], sender: string | undefined): string =>
  texts
    .map((text) => text.replace(/^[245]\.\d{1,3}\.\d{1,3}(?![.\d])/, ' '))
    .join(' ')
    .toLowerCase()
    .replace(/https?:\/\/\S*/g, ' ')
    .replace(/<[^<>]*>|[^\s=<>]+@[^\s<>]+/g, (name) => (isAddress(name, sender) ? '<sender> ' : ' <> '))
    .replace(/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/g, (name) =>
      /^(?:resolver|storedrv)\.|exception\./.test(name) ? name : ' <host> ',
    )
    .replace(/[\s_]+/g, ' ')
    .trim();

/** Whether it is the address, which may stand in brackets or quotes and before a stop. */
const isAddress = (name: string, address: string | undefined): boolean =>
  name.replace(/^[<["'(]+|[>\]"'),;:.]+$/g, '') === address;
