import { type AboutApplication, type NewTodo, todoId, type TodoKind } from './todo.js';

/** What became of a mail. */
interface Outcome {
  /** Code of the mail; an open string. */
  readonly mail: string;
  /** What the mail is about: the number of an application. */
  readonly reference: string;
  readonly state: 'accepted' | 'bounced' | 'failed';
  readonly reason?: string;
  readonly at: Date;
}

/** Mails about an application whose loss somebody has to make up for. That of M2 shows again in ①. */
const kinds: Readonly<Partial<Record<string, { readonly bounced: TodoKind; readonly failed: TodoKind }>>> = {
  M3: { bounced: 'rejection-undeliverable', failed: 'rejection-undeliverable' },
  M4: { bounced: 'pre-notice-undeliverable', failed: 'pre-notice-undeliverable' },
  // Only where it bounced has accounts voided the account.
  M5: { bounced: 'guidance-undeliverable', failed: 'guidance-given-up' },
  M6: { bounced: 'existing-user-undeliverable', failed: 'existing-user-undeliverable' },
};

/** Whether a mail with this code makes a to-do where it is not delivered. */
export const isMissed = (mail: string): mail is 'M3' | 'M4' | 'M5' | 'M6' => Object.hasOwn(kinds, mail);

/** The to-do of a mail about an application that was not delivered; undefined where nothing follows. */
export function todoOfMail({ mail, reference, state, reason, at }: Outcome): NewTodo<AboutApplication> | undefined {
  const kind = isMissed(mail) && state !== 'accepted' ? kinds[mail]?.[state] : undefined;
  if (!isMissed(mail) || kind === undefined) return undefined;
  const about = { number: reference };
  return { id: todoId(about, mail), kind, about, since: at, reason };
}
