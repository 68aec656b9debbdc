import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { beginDraft, type Draft, enterAddress, isExpired } from '../domain/draft.js';
import type { Transaction } from '../../persistence/databases.js';
import { Drafts } from '../persistence/drafts.js';
import { useRobotCheck } from '../persistence/robot-checks.js';
import type { SolvedCheck } from '../robot-check/robot-check.js';

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
    private readonly drafts: Drafts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * 「確認」 on the first page (R12). Continues the session's draft, or creates one.
   * A code that was sent to another address is no longer valid (R20).
   */
  async run({ draftId, address, check }: EnteredAddress): Promise<AddressEntered> {
    const useCheck = async (tx: Transaction): Promise<void> => {
      if (!(await useRobotCheck(tx, check.signature, check.expiresAt))) throw new CheckUsed();
    };
    try {
      const known = draftId === undefined ? undefined : await this.drafts.find(draftId);
      const goesOn = known !== undefined && this.canGoOn(known);
      const id = goesOn ? await this.change(known.id, address, useCheck) : await this.begin(address, useCheck);
      return { outcome: 'entered', draftId: id };
    } catch (error) {
      if (error instanceof CheckUsed) return { outcome: 'check-used' };
      throw error;
    }
  }

  private canGoOn(draft: Draft): boolean {
    return draft.stage !== 'submitted' && !isExpired(draft, this.clock.now());
  }

  private async begin(address: string, useCheck: (tx: Transaction) => Promise<void>): Promise<string> {
    const draft = beginDraft(randomUUID(), address);
    await this.drafts.begin(draft, this.clock.now(), useCheck);
    return draft.id;
  }

  private change(id: string, address: string, useCheck: (tx: Transaction) => Promise<void>): Promise<string> {
    return this.drafts.change(id, this.clock.now(), async (draft, tx) => {
      // Another tab has submitted the draft meanwhile: its completion is shown.
      if (draft.stage === 'submitted') return { result: id };
      await useCheck(tx);
      return { result: id, draft: enterAddress(draft, address), action: 'draft.address-entered' };
    });
  }
}
