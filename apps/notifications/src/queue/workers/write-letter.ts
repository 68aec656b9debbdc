import { type KeySet, unseal } from '@todoke/messaging';
import type { MailCatalogue } from '../../mails/index.js';
import type { ClaimedMail } from '../persistence/mail-queue.js';
import { envelopeAddress, message, messageId, type Sender } from '../smtp/message.js';
import type { Letter } from '../smtp/smtp-server.js';

export interface LetterNeeds {
  readonly mails: MailCatalogue;
  readonly sender: Sender;
  /** The private keys: only this service has them. */
  readonly privateKeys: KeySet;
}

/** Why a mail cannot be written. */
export type NoLetter = 'no-address' | 'unreadable';

/**
 * Builds the message of one mail, in memory only: opens the sealed value, renders, encodes. A value that was
 * sealed for an unknown key, or facts that do not fit the mail, give `unreadable`.
 */
export async function writeLetter(claimed: ClaimedMail, needs: LetterNeeds, date: Date): Promise<Letter | NoLetter> {
  const to = envelopeAddress(claimed.address);
  if (to === undefined) return 'no-address';
  const { id, code } = claimed.mail;
  const { sender, mails } = needs;
  try {
    const compiled = mails.find(code);
    if (compiled === undefined) return 'unreadable';
    const { secret } = compiled.definition;
    const opened =
      secret === undefined ? {} : secret.facts(await unseal(needs.privateKeys, claimed.sealed ?? ''), mails.links);
    const content = message(id, sender, to, compiled.render({ ...claimed.facts, ...opened }), date);
    return { from: sender.address, to, messageId: messageId(id, sender), content };
  } catch {
    return 'unreadable';
  }
}
