import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { applicationSubmitted, type DataOf } from '@todoke/events';
import type { Fact } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { type Draft, type DraftAt, isExpired, type Items, submit } from '../domain/draft.js';
import { insertApplication } from '../persistence/applications.js';
import { byApplicant, changeDraft, type Decision } from './change-draft.js';

/** changed: the draft's items are not those that the applicant saw. not-now: it is not at this step (any more). */
export type Submitted = 'submitted' | 'changed' | 'not-now';

/** Fingerprint of the items. */
export const fingerprint = (items: Items): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(items).sort()))
    .digest('base64url')
    .slice(0, 22);

@Injectable()
export class SubmitApplication {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * 申請する (R40, R41): one draft becomes one application, however often it is clicked, and only within the 60 minutes
   * (R17).
   * @param seen fingerprint of the items on the page; another tab may have changed them since
   */
  run(draftId: string, seen?: string): Promise<Submitted> {
    const now = this.clock.now();
    return this.databases.inRequest((tx) =>
      changeDraft(tx, draftId, (draft) => decide(tx, draft, seen, now), byApplicant(now)),
    );
  }
}

async function decide(
  tx: Transaction,
  draft: Draft,
  seen: string | undefined,
  now: Date,
): Promise<Decision<Submitted>> {
  if (draft.stage === 'submitted') return { result: 'submitted' };
  if (draft.stage !== 'confirm' || isExpired(draft, now)) return { result: 'not-now' };
  if (seen !== undefined && seen !== fingerprint(draft.items)) return { result: 'changed' };
  return submitDraft(tx, draft, now);
}

async function submitDraft(tx: Transaction, draft: DraftAt<'confirm'>, now: Date): Promise<Decision<Submitted>> {
  const { address, items, agreement } = draft;
  const number = await insertApplication(tx, { draftId: draft.id, address, items, agreement, submittedAt: now });
  const submitted: Fact<DataOf<typeof applicationSubmitted>> = {
    id: number,
    version: 1,
    occurredAt: now,
    data: { number, prefecture: items.prefecture, items, address },
  };
  return {
    result: 'submitted',
    draft: submit(draft, number),
    events: [[applicationSubmitted, submitted]],
    action: 'application.submitted',
    detail: { number },
  };
}
