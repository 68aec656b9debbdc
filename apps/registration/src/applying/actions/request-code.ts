import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type DataOf, verificationRequested } from '@todoke/events';
import type { Fact } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { deadlineAfter } from '../domain/deadline.js';
import { type DraftAt, isExpired, isTooSoonForCode, requestCode } from '../domain/draft.js';
import { letterBoxOf } from '../domain/throttle.js';
import type { Transaction } from '../../persistence/databases.js';
import { Drafts } from '../persistence/drafts.js';
import { Throttles } from '../persistence/throttles.js';
import { KeyedHashes, newCode } from '../secrets/keyed-hashes.js';
import { CodeSeal } from '../secrets/code-seal.js';

/** not-now: the draft is not at this step (any more), which its page will say. */
export type CodeRequested = 'requested' | 'too-soon' | 'too-often' | 'not-now';

@Injectable()
export class RequestCode {
  constructor(
    private readonly drafts: Drafts,
    private readonly throttles: Throttles,
    private readonly hashes: KeyedHashes,
    private readonly seal: CodeSeal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 認証メール送信 (R15): one code, one event. A second click within a minute sends no second mail (R20). */
  async run(draftId: string): Promise<CodeRequested> {
    const now = this.clock.now();
    const id = randomUUID();
    const code = newCode();
    const sealedCode = await this.seal.seal(code);
    return this.drafts.change<CodeRequested>(draftId, now, async (draft, tx) => {
      if (draft.stage !== 'address' && draft.stage !== 'code') return { result: 'not-now' };
      if (isExpired(draft, now)) return { result: 'not-now' };
      if (isTooSoonForCode(draft, now)) return { result: 'too-soon' };
      if (!(await this.mayRequest(draft, now, tx))) return { result: 'too-often' };
      const requested: Fact<DataOf<typeof verificationRequested>> = {
        id,
        version: 1,
        occurredAt: now,
        data: { address: draft.address, sealedCode, expiresAt: deadlineAfter(now).toISOString() },
      };
      return {
        result: 'requested',
        draft: requestCode(draft, { id, codeHash: this.hashes.ofCode(id, code) }, now),
        events: [[verificationRequested, requested]],
        action: 'draft.code-requested',
        detail: { verification: id },
      };
    });
  }

  private async mayRequest({ id, address }: DraftAt<'address' | 'code'>, now: Date, tx: Transaction): Promise<boolean> {
    const bySession = await this.throttles.take('codeOfSession', id, now, tx);
    return bySession && this.throttles.take('codeToAddress', letterBoxOf(address), now, tx);
  }
}
