import { type Act, audit } from '@todoke/database';
import type { EventContract } from '@todoke/events';
import { announceAll, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Draft } from '../domain/draft.js';
import { lockDraft, saveDraft } from '../persistence/drafts.js';
import { problems } from '../problems.js';

/** What an action decided: the draft afterwards (none: unchanged), what to tell others, its name in the audit. */
export interface Decision<Result> {
  readonly result: Result;
  readonly draft?: Draft;
  readonly events?: readonly (readonly [EventContract, Fact<unknown>])[];
  readonly action?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

type Decide<Result> = (draft: Draft) => Promise<Decision<Result>> | Decision<Result>;

/** Whoever fills in the form; nobody has an account yet. */
export const byApplicant = (now: Date): Act => ({ actor: 'applicant', now });

/**
 * The one place where a draft changes: row, events and audit commit together. Two requests for one draft take
 * turns, so the second decides upon what the first left.
 * @throws Problem draft-missing
 */
export async function changeDraft<Result>(
  tx: Transaction,
  id: string,
  decide: Decide<Result>,
  { actor, now }: Act,
): Promise<Result> {
  const draft = await lockDraft(tx, id);
  if (draft === undefined) throw problems.draftMissing();
  const decision = await decide(draft);
  if (decision.draft) await saveDraft(tx, decision.draft, now);
  if (decision.events) await announceAll(tx, decision.events);
  if (decision.action !== undefined) {
    const { action, detail } = decision;
    await audit(tx, { actor, action, subject: id, ...(detail && { detail }) });
  }
  return decision.result;
}
