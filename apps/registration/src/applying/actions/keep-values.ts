import type { TypedValues } from '@todoke/application-form';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { agreements, complete, type Draft, isExpired, type Items, saveValues } from '../domain/draft.js';
import { byApplicant, changeDraft, type Decision } from './change-draft.js';

export interface EnteredApplication {
  readonly values: TypedValues;
  /** The 16 items, when all are right and both texts agreed to. */
  readonly items?: Items;
}

@Injectable()
export class KeepValues {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Stores typed values, valid or not. When all are valid and in time, the draft advances to confirmation (R39). */
  run(draftId: string, entered: EnteredApplication): Promise<'kept' | 'not-now'> {
    const now = this.clock.now();
    return this.databases.inRequest((tx) =>
      changeDraft(tx, draftId, (draft) => keep(draft, entered, now), byApplicant(now)),
    );
  }
}

function keep(draft: Draft, { values, items }: EnteredApplication, now: Date): Decision<'kept' | 'not-now'> {
  if (draft.stage !== 'input' && draft.stage !== 'confirm') return { result: 'not-now' };
  // Too late to go on, but not to be kept for the next attempt.
  if (isExpired(draft, now)) return { result: 'not-now', draft: saveValues(draft, values) };
  if (items === undefined) {
    const kept = { result: 'kept', draft: saveValues(draft, values) } as const;
    return draft.stage === 'confirm' ? { ...kept, action: 'draft.reopened' } : kept;
  }
  const completed = complete(draft, { values, items, agreement: agreements });
  return { result: 'kept', draft: completed, action: 'draft.completed', detail: { ...agreements } };
}
