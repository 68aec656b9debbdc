import { createHash } from 'node:crypto';
import type { EventContract, EventOf } from '@todoke/events';
import type { MailCode } from '@todoke/lifecycle';

/** Addresses of the services that mails link to. */
export interface Links {
  readonly registration: string;
  readonly accounts: string;
  readonly reporting: string;
}

export type Facts = Readonly<Record<string, string>>;

/** How a mail is made from an event. Its folder has subject.hbs, text.hbs, html.hbs and example.json. */
export interface MailDefinition<Event extends EventContract = EventContract> {
  readonly code: MailCode;
  /** `import.meta.url` of the mail's folder. */
  readonly at: string;
  readonly on: Event;
  /** Default: every such event makes a mail. */
  when?(event: EventOf<Event>): boolean;
  /** What the mail is about, named in the events of its outcome. Never an address. */
  reference(event: EventOf<Event>): string;
  /** One mail goes to each. */
  addresses(event: EventOf<Event>): readonly string[];
  /** The facts that the texts show. Stored with the mail until they are erased. */
  facts(event: EventOf<Event>, links: Links): Facts;
  /** A sealed value of the event: stored sealed, opened when the mail is sent, shown as these facts. */
  readonly secret?: {
    sealed(event: EventOf<Event>): string;
    facts(opened: string, links: Links): Facts;
  };
  /** From this instant on the mail is useless and not sent. Default: tried for `patience`. */
  notAfter?(event: EventOf<Event>): Date;
  /** Lower goes first. */
  readonly urgency: 0 | 1 | 2;
}

/** Keeps the event's type for the functions of one mail. */
export const defineMail = <Event extends EventContract>(mail: MailDefinition<Event>): MailDefinition<Event> => mail;

/** How long a mail without `notAfter` is tried: RFC 5321, 4.5.4.1 asks for four to five days at least. */
export const patience = 5 * 24 * 60 * 60 * 1000;

/**
 * The id of a mail: a UUID (version 8, RFC 9562) made of its event, its code and the place of its address. A
 * replayed event makes the same id, so the same Message-ID; and the id says nothing about the address.
 */
export function mailId(eventId: string, code: string, position: number): string {
  const bytes = createHash('sha256').update(`${eventId} ${code} ${position}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
