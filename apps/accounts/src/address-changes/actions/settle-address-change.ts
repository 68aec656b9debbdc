import { type Act, isUuid } from '@todoke/database';
import { addressChanged, addressChangeRefused, type addressChangeRequested, type DataOf } from '@todoke/events';
import { announce } from '@todoke/messaging';
import { changeAddresses, findAccountOf, isAddressOfOthers } from '../../identity/index.js';
import { type Institution, lockInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { judge, type Judgement } from '../domain/judge.js';
import { insertSettled, isSettled } from '../persistence/requests.js';

type Requested = DataOf<typeof addressChangeRequested>;

/** Of what this service tells of a request, once. */
const version = 1;

/**
 * Carries out a prefecture's request for another mail address, or refuses it (R59, R164). Sessions and password links
 * of the time of the old address end. A request that comes again changes nothing.
 */
export async function settleAddressChange(tx: Transaction, requested: Requested, act: Act): Promise<void> {
  const { request } = requested;
  // The same request, told at the same time, waits here for the lock.
  const institution = await lockedInstitution(tx, requested.institution);
  if (await isSettled(tx, request)) return;
  const account = institution && (await findAccountOf(tx, institution.id));
  const newAddressUsed = await isAddressOfOthers(tx, requested.newAddress, account?.person);
  const judged = judge(requested, { institution, account, newAddressUsed });
  const outcome = judged.kind === 'change' ? 'changed' : judged.why;
  await insertSettled(tx, { request, institution: requested.institution, outcome, at: act.now });
  await carryOut(tx, request, judged, act);
}

async function carryOut(tx: Transaction, request: string, judged: Judgement, act: Act): Promise<void> {
  const fact = { id: request, version, occurredAt: act.now };
  if (judged.kind === 'refuse') {
    return announce(tx, addressChangeRefused, { ...fact, data: { request, why: judged.why } });
  }
  const { institution, account, addresses } = judged;
  await changeAddresses(tx, account.person, addresses, act);
  await announce(tx, addressChanged, {
    ...fact,
    data: {
      request,
      loginId: account.loginId,
      addresses: [...addresses],
      institution: institution.id,
      institutionName: institution.name,
    },
  });
}

/** Undefined also where it was voided, or where the id can be none. */
async function lockedInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  const institution = isUuid(id) ? await lockInstitution(tx, id) : undefined;
  return institution?.state === 'active' ? institution : undefined;
}
