import type { Transaction } from '../../persistence/databases.js';
import { tokensIn } from '../domain/mailed-token.js';
import { type LinkPurpose, type LinkStanding, type PasswordLink, standingOf } from '../domain/password-link.js';
import { findLinkOf } from '../persistence/password-links.js';
import { findPerson } from '../persistence/people.js';

export interface LinkView {
  readonly standing: LinkStanding;
  readonly purpose?: LinkPurpose;
  /** Shown while the link is usable, so that the reader and the password manager know whose password it is. */
  readonly loginId?: string;
}

/** The state of a link. Opening never uses it up, since mail scanners open links (R93). */
export async function lookAtLink(tx: Transaction, token: string, now: Date): Promise<LinkView> {
  const link = await linkOf(tx, token);
  const person = link && (await findPerson(tx, link.person));
  const standing = standingOf(link, person?.state, now);
  return {
    standing,
    ...(link && { purpose: link.purpose }),
    ...(standing === 'usable' && person && { loginId: person.loginId }),
  };
}

/** The link of a token as it came back from a mail; undefined also for text that can be no token. */
export async function linkOf(tx: Transaction, typed: string): Promise<PasswordLink | undefined> {
  const tokens = tokensIn(typed);
  return tokens.length > 0 ? findLinkOf(tx, tokens) : undefined;
}
