import type { EventContract, EventOf } from '@todoke/events';
import type { MailCode } from '../queue/domain/mail.js';

/** Addresses of the system that mails lead to. */
export interface Links {
  readonly registration: string;
  readonly accounts: string;
  readonly reporting: string;
}

export type Facts = Readonly<Record<string, string>>;

/** How one mail comes from one event. Beside it stand subject.hbs, text.hbs, html.hbs and example.json. */
export interface MailDefinition<Event extends EventContract = EventContract> {
  readonly code: MailCode;
  /** What officials call it. */
  readonly name: string;
  /** `import.meta.url` of the mail's folder. */
  readonly at: string;
  readonly on: Event;
  /** Left out: every such event makes a mail. */
  when?(event: EventOf<Event>): boolean;
  /** What the mail is about, for whoever asks what became of it. Never an address. */
  reference(event: EventOf<Event>): string;
  /** One mail goes to each. */
  addresses(event: EventOf<Event>): readonly string[];
  /** What the texts show. Stored with the mail until it is erased. */
  facts(event: EventOf<Event>, links: Links): Facts;
  /** A sealed value of the event: stored as it came, opened when it is sent, shown as these facts. */
  readonly secret?: {
    sealed(event: EventOf<Event>): string;
    facts(opened: string, links: Links): Facts;
  };
  /** The mail is worthless from this instant on and never sent late. Left out: tried for `patience`. */
  notAfter?(event: EventOf<Event>): Date;
  /** Lower goes first. */
  readonly urgency: 0 | 1 | 2;
}

/** Keeps the event's type for the functions of one mail. */
export const defineMail = <Event extends EventContract>(mail: MailDefinition<Event>): MailDefinition<Event> =>
  mail;

/** How long a mail without `notAfter` is tried: RFC 5321, 4.5.4.1 asks for four to five days at least. */
export const patience = 5 * 24 * 60 * 60 * 1000;
