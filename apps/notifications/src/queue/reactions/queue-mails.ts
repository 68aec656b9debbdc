import type { Parts } from '@todoke/composition';
import type { Sql } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';
import { traceOf } from '@todoke/messaging';
import type { Config } from '../../config.js';
import { type Links, linksOf, type MailDefinition, mailId, mails, patience } from '../../mails/index.js';
import { insertedMails, type NewMail } from '../persistence/mail-queue.js';
import { problems } from '../problems.js';

type AnyEvent = EventOf<EventContract>;

/** The longest that an event about the mail may name. */
const longestReference = 64;

const mailsOf = (event: AnyEvent): readonly MailDefinition[] =>
  (mails as readonly MailDefinition[]).filter(
    (mail) => mail.on.subject === event.subject && mail.when?.(event) !== false,
  );

/**
 * The reaction of all mails: puts one mail an address in the queue, with the inbox rows. Sealed values stay sealed, and
 * nothing is rendered yet.
 */
export function queueMails(events: readonly AnyEvent[], { settings, clock }: Parts<Config>): Sql | undefined {
  const links = linksOf(settings);
  const now = clock.now();
  const queued = events.flatMap((event) => mailsOf(event).flatMap((mail) => newMails(mail, event, now, links)));
  return queued.length === 0 ? undefined : insertedMails(queued);
}

function newMails(mail: MailDefinition, event: AnyEvent, now: Date, links: Links): NewMail[] {
  const reference = mail.reference(event);
  if (reference === '' || reference.length > longestReference) throw problems.mailWithoutReference(mail.code);
  const addresses = distinct(mail.addresses(event));
  if (addresses.length === 0) throw problems.mailToNobody(mail.code);
  const notAfter = mail.notAfter?.(event);
  return addresses.map((address, position) => ({
    id: mailId(event.id, mail.code, position),
    eventId: event.id,
    code: mail.code,
    position,
    reference,
    address,
    facts: mail.facts(event, links),
    sealed: mail.secret?.sealed(event) ?? null,
    urgency: mail.urgency,
    giveUpAt: notAfter ?? new Date(now.getTime() + patience),
    lateReason: notAfter === undefined ? 'gave-up' : 'expired',
    correlationId: event.correlationId,
    traceparent: traceOf(event) ?? null,
    createdAt: now,
  }));
}

/** Unique addresses, case-insensitively, in the given order. */
const distinct = (addresses: readonly string[]): string[] =>
  addresses
    .map((address) => address.trim())
    .filter((address, place, all) => all.findIndex((other) => sameAddress(other, address)) === place);

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
