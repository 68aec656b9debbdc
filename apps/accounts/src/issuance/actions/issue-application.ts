import type { Act } from '@todoke/database';
import { accountIssued } from '@todoke/events';
import { permissionFor, toldRound } from '@todoke/lifecycle';
import { announce, seal, type KeySet } from '@todoke/messaging';
import { issueAccount } from '../../identity/index.js';
import {
  addInstitution,
  changeInstitution,
  findInstitution,
  matchInstitution,
  type Institution,
} from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { issueDue as decide, ruledOut, type Found } from '../domain/decisions.js';
import type { Application } from '../persistence/applications.js';
import { factsOf } from './facts-of.js';
import { proceed } from './proceed.js';
import { holderOf, settle } from './settle.js';

/**
 * Issues the account of an application whose ② is due (R47, R68): institution, person, password link and event commit
 * together or not at all.
 * @param application claimed within `tx`, which has locked the master of its prefecture too
 * @param sealingKeys public keys of notifications, which alone opens the password link's token
 */
export async function issueApplication(
  tx: Transaction,
  application: Application,
  sealingKeys: KeySet,
  act: Act,
): Promise<void> {
  const found = await look(tx, application);
  const issue = decide(application.progress, asFound(found, application), act.now);
  if (issue.kind !== 'issue') {
    await settle(tx, application, issue, act);
    return;
  }
  await issueNow(tx, application, found, sealingKeys, act);
}

type Look =
  /** `alone`: nobody had to rule out others. */
  | { readonly kind: 'none'; readonly alone: boolean }
  | { readonly kind: 'by-hand' }
  | { readonly kind: 'same'; readonly institution: Institution };

/**
 * Matches the application with the master again. The decision of a person stands as long as there is no new
 * candidate.
 */
async function look(tx: Transaction, { progress, items }: Application): Promise<Look> {
  if (progress.status !== 'guidance-waiting') return { kind: 'none', alone: false };
  const { decision } = progress.check;
  if (decision.kind === 'existing') {
    const institution = await findInstitution(tx, decision.institution);
    return institution?.state === 'active' ? { kind: 'same', institution } : { kind: 'by-hand' };
  }
  const match = await matchInstitution(tx, factsOf(items), ruledOut(decision));
  switch (match.kind) {
    case 'none':
      return { kind: 'none', alone: ruledOut(decision).length === 0 };
    case 'same':
      return { kind: 'same', institution: match.candidate.institution };
    case 'by-hand':
      return { kind: 'by-hand' };
  }
}

const asFound = (look: Look, application: Application): Found =>
  look.kind === 'same' ? { kind: 'same', holder: holderOf(look.institution, application) } : { kind: look.kind };

async function issueNow(
  tx: Transaction,
  application: Application,
  found: Look,
  sealingKeys: KeySet,
  act: Act,
): Promise<void> {
  const { now } = act;
  const { number, round, prefecture, address, items } = application;
  const known = found.kind === 'same' ? found.institution : undefined;
  const alone = found.kind === 'none' && found.alone;
  const permission = permissionFor(items.institutionType);
  const wanted = { facts: factsOf(items), permissions: [permission], hasAccount: true, alone };
  const institution = known
    ? await changeInstitution(tx, known.id, { kind: 'account-added', permission }, act)
    : await addInstitution(tx, wanted, act);
  const account = await issueAccount(tx, { institution: institution.id, prefecture, address }, act);
  const { version } = await proceed(
    tx,
    application,
    {
      status: 'issued',
      institution: institution.id,
      institutionCreated: known === undefined,
      person: account.person,
      issuedAt: now,
    },
    act,
  );
  await announce(tx, accountIssued, {
    id: number,
    version,
    occurredAt: now,
    data: {
      number,
      ...toldRound(round),
      prefecture,
      loginId: account.loginId,
      address,
      institution: institution.id,
      institutionName: items.institutionName,
      sealedToken: await seal(sealingKeys, account.token),
      issuedAt: now.toISOString(),
    },
  });
}
