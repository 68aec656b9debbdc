import type { Act } from '@todoke/database';
import { applicationClosed, applicationReturned, permissionGranted, preNoticeWanted } from '@todoke/events';
import { announce } from '@todoke/messaging';
import { findAccountOf } from '../../identity/index.js';
import { locationOf } from '@todoke/japan';
import { permissionFor, toldRound } from '@todoke/lifecycle';
import { changeInstitution, problems, type Institution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Holder, Outcome } from '../domain/decisions.js';
import type { Application } from '../persistence/applications.js';
import { proceed } from './proceed.js';

/**
 * What a decision needs of an institution: whether it has an account, and the permission to report under this scheme.
 */
export const holderOf = (institution: Institution, application: Application): Holder => ({
  institution: institution.id,
  hasAccount: institution.hasAccount,
  hasPermission: institution.permissions.includes(permissionFor(application.items.institutionType)),
});

/** Carries out a decision: the step itself, and its event. */
export async function settle(
  tx: Transaction,
  application: Application,
  outcome: Outcome,
  act: Act,
): Promise<Application> {
  switch (outcome.kind) {
    case 'unchanged':
      return application;
    case 'await-guidance':
    case 'check-again':
      return proceed(tx, application, outcome.progress, act);
    case 'send-pre-notice':
      return askForPreNotice(tx, await proceed(tx, application, outcome.progress, act), act);
    case 'close':
      return announceClosed(tx, await proceed(tx, application, outcome.progress, act), outcome.reason, act);
    case 'return':
      return announceReturned(tx, await proceed(tx, application, outcome.progress, act), outcome.reason, act);
    case 'grant-permission':
      return grantPermission(tx, await proceed(tx, application, outcome.progress, act), outcome.institution, act);
  }
}

async function askForPreNotice(tx: Transaction, application: Application, { now }: Act): Promise<Application> {
  const { number, round, version, address, items } = application;
  const data = { number, ...toldRound(round), address, institutionName: items.institutionName };
  await announce(tx, preNoticeWanted, { id: number, version, occurredAt: now, data });
  return application;
}

async function announceClosed(
  tx: Transaction,
  application: Application,
  reason: 'nothing-to-do' | 'pre-notice-undeliverable',
  { now }: Act,
): Promise<Application> {
  const { number, round, version, prefecture } = application;
  const data = { number, ...toldRound(round), prefecture, reason };
  await announce(tx, applicationClosed, { id: number, version, occurredAt: now, data });
  return application;
}

async function announceReturned(
  tx: Transaction,
  application: Application,
  reason: string | undefined,
  { now }: Act,
): Promise<Application> {
  const { number, round, version, prefecture } = application;
  const data = { number, round: round + 1, prefecture, ...(reason !== undefined && { reason }) };
  await announce(tx, applicationReturned, { id: number, version, occurredAt: now, data });
  return application;
}

/**
 * Adds the permission (R71, R76). ③ goes to the verified address of the application, with a copy to the registered one;
 * notifications sends it on the self route only.
 */
async function grantPermission(tx: Transaction, application: Application, id: string, act: Act): Promise<Application> {
  const { number, round, version, prefecture, route, address, items } = application;
  const permission = permissionFor(items.institutionType);
  const institution = await changeInstitution(tx, id, { kind: 'permission-granted', permission }, act);
  const account = await findAccountOf(tx, id);
  if (account === undefined) throw problems.institutionMissing(`no account for ${id}`);
  await announce(tx, permissionGranted, {
    id: number,
    version,
    occurredAt: act.now,
    data: {
      number,
      ...toldRound(round),
      prefecture,
      loginId: account.loginId,
      addresses: [...new Set([address, ...account.addresses])],
      institution: id,
      institutionName: institution.name,
      location: locationOf(institution),
      permission,
      route,
    },
  });
  return application;
}
