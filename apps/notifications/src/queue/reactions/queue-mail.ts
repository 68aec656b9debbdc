import type { SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { type Clock, traceparent } from '@todoke/service';
import { type Links, type MailDefinition, patience } from '../../mails/define-mail.js';
import { mailId } from '../../mails/mail-id.js';
import { insertMails, type NewMail } from '../persistence/mail-queue.js';
import { problems } from '../problems.js';

export interface QueueMailNeeds {
  readonly clock: Clock;
  readonly links: Links;
  /** Called after mails were written; their transaction commits a moment later. */
  readonly queued: () => void;
}

/** The longest that an event about the mail may name. */
const longestReference = 64;

/**
 * The reaction of all mails: puts one mail an address in the queue, with the inbox row. Sealed values stay
 * sealed, and nothing is rendered yet.
 */
export const queueMail =
  <Contract extends EventContract>(
    mail: MailDefinition<Contract>,
    needs: QueueMailNeeds,
  ): Reaction<Contract> =>
  async (event: EventOf<Contract>, transaction: SqlTransaction): Promise<void> => {
    if (mail.when?.(event) === false) return;
    await insertMails(transaction, newMails(mail, event, needs.clock.now(), needs.links));
    needs.queued();
  };

function newMails<Contract extends EventContract>(
  mail: MailDefinition<Contract>,
  event: EventOf<Contract>,
  now: Date,
  links: Links,
): NewMail[] {
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
    traceparent: traceparent() ?? null,
    createdAt: now,
  }));
}

/** Each address once, however it is written, in the order given. */
const distinct = (addresses: readonly string[]): string[] =>
  addresses
    .map((address) => address.trim())
    .filter((address, place, all) => all.findIndex((other) => sameAddress(other, address)) === place);

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
