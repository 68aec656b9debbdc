import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type DataOf, verificationRequested } from '@todoke/events';
import { type Fact, seal } from '@todoke/messaging';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import type { Config } from '../../config.js';
import { deadlineAfter } from '../domain/deadlines.js';
import { type Draft, type DraftAt, isExpired, isTooSoonForCode, requestCode } from '../domain/draft.js';
import { letterBoxOf } from '../domain/letter-box.js';
import { FormMetrics } from '../form-metrics.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { countTime } from '../persistence/throttles.js';
import { KeyedHashes, newCode } from '../secrets/keyed-hashes.js';
import { byApplicant, changeDraft, type Decision } from './change-draft.js';

/** not-now: the draft is not at this step (any more), which its page will say. */
export type CodeRequested = 'requested' | 'too-soon' | 'too-often' | 'not-now';

@Injectable()
export class RequestCode {
  constructor(
    private readonly databases: Databases,
    private readonly hashes: KeyedHashes,
    private readonly metrics: FormMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Config,
  ) {}

  /** 認証メール送信 (R15): one code, one event. A second click within a minute sends no second mail (R20). */
  async run(draftId: string): Promise<CodeRequested> {
    const now = this.clock.now();
    const code = newCode();
    const sealed = await seal(this.settings.SEALING_PUBLIC_KEYS, code);
    const requested = await this.databases.inRequest((tx) =>
      changeDraft(tx, draftId, (draft) => this.decide(tx, draft, { code, sealed }, now), byApplicant(now)),
    );
    this.metrics.codeRequested(requested);
    return requested;
  }

  private async decide(
    tx: Transaction,
    draft: Draft,
    { code, sealed }: { readonly code: string; readonly sealed: string },
    now: Date,
  ): Promise<Decision<CodeRequested>> {
    if (draft.stage !== 'address' && draft.stage !== 'code') return { result: 'not-now' };
    if (isExpired(draft, now)) return { result: 'not-now' };
    if (isTooSoonForCode(draft, now)) return { result: 'too-soon' };
    if (!(await this.mayRequest(tx, draft, now))) return { result: 'too-often' };
    const id = randomUUID();
    const requested: Fact<DataOf<typeof verificationRequested>> = {
      id,
      version: 1,
      occurredAt: now,
      data: { address: draft.address, sealedCode: sealed, expiresAt: deadlineAfter(now).toISOString() },
    };
    return {
      result: 'requested',
      draft: requestCode(draft, { id, codeHash: this.hashes.ofCode(id, code) }, now),
      events: [[verificationRequested, requested]],
      action: 'draft.code-requested',
      detail: { verification: id },
    };
  }

  private async mayRequest(tx: Transaction, { id, address }: DraftAt<'address' | 'code'>, now: Date): Promise<boolean> {
    const bySession = await countTime(tx, 'codeOfSession', this.hashes.ofThrottle(id), now);
    return bySession && countTime(tx, 'codeToAddress', this.hashes.ofThrottle(letterBoxOf(address)), now);
  }
}
