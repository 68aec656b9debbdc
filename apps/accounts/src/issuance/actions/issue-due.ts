import type { Job } from '@todoke/composition';
import { accountIssued } from '@todoke/events';
import { permissionFor, toldRound } from '@todoke/lifecycle';
import { announce, seal, type KeySet } from '@todoke/messaging';
import type { Logger } from '@todoke/service';
import { issueAccount } from '../../identity/index.js';
import {
  addInstitution,
  changeInstitution,
  findInstitution,
  lockMaster,
  matchInstitution,
  type Institution,
} from '../../institutions/index.js';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { issueDue as decide, ruledOut, type Found } from '../domain/decisions.js';
import { findApplications, type Application } from '../persistence/applications.js';
import { claimDue, postpone, withSavepoint } from '../persistence/due.js';
import { factsOf } from './facts-of.js';
import { proceed, type Act } from './proceed.js';
import { holderOf, settle } from './settle.js';

interface IssueTools {
  readonly sealingKeys: KeySet;
  readonly logger: Logger;
}

const second = 1_000;
const tryAgainAfter = 60 * second;
/**
 * Accounts that one transaction issues. It locks the master of their prefectures, and until its end 確認完了 waits there.
 */
const batch = 10;
const batchPatience = 60 * second;

/** The job that issues accounts when they are due. */
export const issueWhatIsDue: Job<Config> = {
  name: 'issue-due',
  every: second,
  round: async ({ settings, clock, logger, get }) => {
    const act = { actor: 'issue-due', now: clock.now() };
    const tools = { sealingKeys: settings.SEALING_PUBLIC_KEYS, logger };
    const looked = await get(Databases).worker.$transaction((tx) => issueDue(tx, batch, act, tools), {
      timeout: batchPatience,
    });
    if (looked > 0) logger.info({ looked }, 'accounts were due');
    return looked === batch;
  },
};

/**
 * Issues accounts that are due (R47, R68). Institution, person, password link and event of each commit together or not
 * at all. Several processes may run this at once. What fails is rolled back alone, and tried again later.
 * @returns how many applications were claimed; fewer than `limit` means that none is left for now
 */
async function issueDue(tx: Transaction, limit: number, act: Act, tools: IssueTools): Promise<number> {
  const numbers = await claimDue(tx, act.now, limit);
  const applications = await findApplications(tx, numbers);
  // Prefectures are locked in one order, so that two batches cannot deadlock.
  for (const prefecture of [...new Set(applications.map((application) => application.prefecture))].sort()) {
    await lockMaster(tx, prefecture);
  }
  for (const application of applications) {
    try {
      await withSavepoint(tx, () => issueOne(tx, application, act, tools));
    } catch (error) {
      tools.logger.error({ err: error, application: application.number }, 'an account could not be issued');
      await postpone(tx, application.number, new Date(act.now.getTime() + tryAgainAfter));
    }
  }
  return numbers.length;
}

async function issueOne(tx: Transaction, application: Application, act: Act, tools: IssueTools): Promise<void> {
  const found = await look(tx, application);
  const issue = decide(application.progress, asFound(found, application), act.now);
  if (issue.kind !== 'issue') {
    await settle(tx, application, issue, act);
    return;
  }
  await issueNow(tx, application, found.kind === 'same' ? found.institution : undefined, act, tools);
}

type Look = { readonly kind: 'none' | 'by-hand' } | { readonly kind: 'same'; readonly institution: Institution };

/**
 * Matches the application with the master again. The decision of a person stands as long as there is no new
 * candidate.
 */
async function look(tx: Transaction, { progress, items }: Application): Promise<Look> {
  if (progress.status !== 'guidance-waiting') return { kind: 'none' };
  const { decision } = progress.check;
  if (decision.kind === 'existing') {
    const institution = await findInstitution(tx, decision.institution);
    return institution?.state === 'active' ? { kind: 'same', institution } : { kind: 'by-hand' };
  }
  const match = await matchInstitution(tx, factsOf(items), ruledOut(decision));
  return match.kind === 'same' ? { kind: 'same', institution: match.candidate.institution } : { kind: match.kind };
}

const asFound = (look: Look, application: Application): Found =>
  look.kind === 'same' ? { kind: 'same', holder: holderOf(look.institution, application) } : { kind: look.kind };

async function issueNow(
  tx: Transaction,
  application: Application,
  known: Institution | undefined,
  act: Act,
  { sealingKeys }: IssueTools,
): Promise<void> {
  const { actor, now } = act;
  const { number, round, prefecture, address, items } = application;
  const permission = permissionFor(items.institutionType);
  const wanted = { facts: factsOf(items), permissions: [permission], hasAccount: true };
  const institution = known
    ? await changeInstitution(tx, known.id, { kind: 'account-added', permission }, actor, now)
    : await addInstitution(tx, wanted, actor, now);
  const account = await issueAccount(tx, { institution: institution.id, prefecture, address }, actor, now);
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
