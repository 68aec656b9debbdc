import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Act } from '@todoke/database';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import { type Candidate, lockInstitution, matchInstitution, type Match } from '../../institutions/index.js';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { problems } from '../problems.js';
import type { Decision } from '../domain/application.js';
import { completeCheck as decide, type GuidanceDue, guidanceDueAfter, type Holder } from '../domain/decisions.js';
import { lockApplication, type Application } from '../persistence/applications.js';
import { factsOf } from './facts-of.js';
import { holderOf, settle } from './settle.js';

/** What the official saw and, where a person has to decide, the choice. */
export interface Confirmation {
  /** Fingerprint of the match that was shown. */
  readonly seen: string;
  /** `new`, or the id of a candidate; only where the match must be decided by hand. */
  readonly choice?: string;
}

const candidatesOf = (match: Match): readonly Candidate[] =>
  match.kind === 'none' ? [] : match.kind === 'same' ? [match.candidate] : match.candidates;

/** A fingerprint of a match. It differs wherever the page would show something else. */
export function fingerprint(match: Match): string {
  const read = candidatesOf(match).map(({ institution, by, differs }) => [
    institution.id,
    institution.version,
    by,
    ...differs,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([match.kind, read]))
    .digest('base64url')
    .slice(0, 22);
}

/** 確認完了 (R67, R71, R72, R76). */
@Injectable()
export class CompleteCheck {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Config,
  ) {}

  /**
   * A second click changes nothing.
   * @param person subject of the official
   * @throws Problem application-missing, application-returned, check-changed, choice-missing
   */
  run(number: string, confirmation: Confirmation, person: string): Promise<Application> {
    const act = { actor: person, now: this.clock.now() };
    const due = guidanceDueAfter(this.settings.GUIDANCE_MAIL_WAIT);
    return this.databases.inRequest((tx) => complete(tx, number, confirmation, due, act));
  }
}

async function complete(
  tx: Transaction,
  number: string,
  confirmation: Confirmation,
  due: GuidanceDue,
  act: Act,
): Promise<Application> {
  const application = await lockApplication(tx, number);
  if (application === undefined) throw problems.applicationMissing();
  if (application.progress.status === 'returned') throw problems.applicationReturned();
  if (application.progress.status !== 'to-check') return application;
  const match = await matchInstitution(tx, factsOf(application.items));
  if (fingerprint(match) !== confirmation.seen) throw problems.checkChanged();
  const decision = decisionOf(match, confirmation.choice);
  const holder = await holderOfDecision(tx, decision, match, application);
  const check = { decision, by: act.actor, at: act.now };
  return settle(tx, application, decide(application.progress, check, holder, due), act);
}

function decisionOf(match: Match, choice: string | undefined): Decision {
  switch (match.kind) {
    case 'none':
      return { kind: 'new', notThese: [] };
    case 'same':
      return { kind: 'existing', institution: match.candidate.institution.id };
    case 'by-hand': {
      const candidates = match.candidates.map(({ institution }) => institution.id);
      if (choice === 'new') return { kind: 'new', notThese: candidates };
      if (choice === undefined || !candidates.includes(choice)) throw problems.choiceMissing();
      return { kind: 'existing', institution: choice };
    }
  }
}

/**
 * The institution of a decision, locked until the end of the transaction. That the master may get another candidate
 * meanwhile does no harm: it is asked again when ② is due. So nobody waits for those who add to it.
 * @throws Problem check-changed where another transaction has changed the institution since the match
 */
async function holderOfDecision(
  tx: Transaction,
  decision: Decision,
  match: Match,
  application: Application,
): Promise<Holder | undefined> {
  if (decision.kind === 'new') return undefined;
  const institution = await lockInstitution(tx, decision.institution);
  if (institution === undefined || institution.version !== versionIn(match, institution.id)) {
    throw problems.checkChanged();
  }
  return holderOf(institution, application);
}

const versionIn = (match: Match, id: string): number | undefined =>
  candidatesOf(match).find(({ institution }) => institution.id === id)?.institution.version;
