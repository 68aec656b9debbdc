import type { Visitor } from '@todoke/testing';
import { approved, type IssuedAccount, issuedFor, mailOutcome, untilStatus } from './issued.js';
import type { Running } from './running.js';

let serial = 500;

/** Items of a pharmacy that nobody has heard of yet. */
function unknownPharmacy() {
  serial += 1;
  const code = String(serial).padStart(6, '0');
  return { institutionName: `第${serial}薬局`, institutionCode: `1000${code}`, insuranceCode: `4640${code}` };
}

const monday = new Date('2026-11-24T09:00:00+09:00');

/**
 * Takes an application from its approval to the account.
 * @param official a visitor who is signed in as the secretariat
 */
export async function issue(
  accounts: Running,
  official: Visitor,
  change: Parameters<typeof approved>[0] = { items: unknownPharmacy() },
): Promise<IssuedAccount> {
  const event = approved(change);
  const { number } = event.data;
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, number, 'to-check');
  await official.submit(await official.get(`/secretariat/applications/${number}`));
  await accounts.nats.publishAs(mailOutcome('accepted', 'M4', number));
  await untilStatus(accounts, number, 'guidance-waiting');
  accounts.clock.set(monday);
  return issuedFor(accounts, number);
}
