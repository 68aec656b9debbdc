import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { audit } from '@todoke/database';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { beginDraft, type Draft, enterAddress, isExpired } from '../domain/draft.js';
import { findDraft, insertDraft } from '../persistence/drafts.js';
import { useRobotCheck } from '../persistence/throttles.js';
import type { SolvedCheck } from '../robot-check/robot-check.js';
import { byApplicant, changeDraft } from './change-draft.js';

export interface EnteredAddress {
  /** The session's draft, if it has one. */
  readonly draftId: string | undefined;
  readonly address: string;
  readonly check: SolvedCheck;
}

export type AddressEntered = { outcome: 'entered'; draftId: string } | { outcome: 'check-used' };

/** The robot check was used before: what it should have allowed is rolled back. */
class CheckUsed extends Error {}

@Injectable()
export class EnterAddress {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * 「確認」 on the first page (R12). Continues the session's draft, or creates one.
   * A code that was sent to another address is no longer valid (R20).
   */
  async run({ draftId, address, check }: EnteredAddress): Promise<AddressEntered> {
    const { app } = this.databases;
    const now = this.clock.now();
    const known = draftId === undefined ? undefined : await findDraft(app, draftId);
    try {
      const id = await app.$transaction((tx) =>
        known !== undefined && canGoOn(known, address, now)
          ? goOn(tx, known.id, { address, check }, now)
          : begin(tx, { address, check }, now),
      );
      return { outcome: 'entered', draftId: id };
    } catch (error) {
      if (error instanceof CheckUsed) return { outcome: 'check-used' };
      throw error;
    }
  }
}

/** After the 60 minutes what was typed comes back for the same address alone, once it is verified again (R17). */
const canGoOn = (draft: Draft, address: string, now: Date): boolean =>
  draft.stage !== 'submitted' && (!isExpired(draft, now) || draft.address === address);

type Entry = Omit<EnteredAddress, 'draftId'>;

async function begin(tx: Transaction, { address, check }: Entry, now: Date): Promise<string> {
  await useCheck(tx, check);
  const draft = beginDraft(randomUUID(), address);
  await insertDraft(tx, draft, now);
  await audit(tx, { actor: byApplicant(now).actor, action: 'draft.begun', subject: draft.id });
  return draft.id;
}

const goOn = (tx: Transaction, id: string, { address, check }: Entry, now: Date): Promise<string> =>
  changeDraft(
    tx,
    id,
    async (draft) => {
      // Another tab has submitted the draft meanwhile: its completion is shown.
      if (draft.stage === 'submitted') return { result: id };
      await useCheck(tx, check);
      return { result: id, draft: enterAddress(draft, address), action: 'draft.address-entered' };
    },
    byApplicant(now),
  );

/** @throws CheckUsed */
async function useCheck(tx: Transaction, { signature, expiresAt }: SolvedCheck): Promise<void> {
  if (!(await useRobotCheck(tx, signature, expiresAt))) throw new CheckUsed();
}
