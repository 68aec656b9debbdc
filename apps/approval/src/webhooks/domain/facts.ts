/** What prefectures' systems can be told, by the names of the Standard Webhooks specification: `<what>.<happened>`. */
export const webhookEvents = [
  'application.received',
  'application.approved',
  'application.rejected',
  'mail.accepted',
  'mail.bounced',
  'mail.failed',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** Sent by 「テスト送信」 alone. */
export const testEvent = 'webhook.test';

/** A step of an application, by the name that its history has. */
export interface ApplicationStep {
  readonly number: string;
  readonly round: number;
  readonly what: string;
  readonly at: Date;
}

/** What became of a mail about an application. */
export interface MailStep {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly mail: string;
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string | undefined;
  readonly at: Date;
}

/** A fact as it is kept until it is handed on. It has numbers, states and times, and nothing about a person. */
export interface Fact {
  /** Names the fact: told twice it is the same. */
  readonly key: string;
  readonly number: string;
  readonly type: WebhookEvent;
  readonly data: Readonly<Record<string, string | number>>;
  readonly at: Date;
}

/** Steps of the history that are told, and the state that they lead to. */
const told: Readonly<Record<string, { readonly type: WebhookEvent; readonly state: string }>> = {
  received: { type: 'application.received', state: 'waiting' },
  filed: { type: 'application.received', state: 'waiting' },
  approved: { type: 'application.approved', state: 'approved' },
  rejected: { type: 'application.rejected', state: 'rejected' },
};

/** The fact of a step; undefined for one that is not told. */
export function factOfApplication({ number, round, what, at }: ApplicationStep): Fact | undefined {
  const { type, state } = (Object.hasOwn(told, what) && told[what]) || {};
  if (type === undefined || state === undefined) return undefined;
  return { key: `${type} ${number} ${round}`, number, type, data: { number, state, round }, at };
}

export function factOfMail({ id, version, number, mail, state, reason, at }: MailStep): Fact {
  const data = { number, mail, state, ...(reason !== undefined && { reason }) };
  return { key: `mail.${state} ${id} ${version}`, number, type: `mail.${state}`, data, at };
}

/** The body of a delivery (Standard Webhooks: type, timestamp, data). */
export const bodyOf = (type: string, at: Date, data: object): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });
