import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type DataOf, verificationRequested } from '@todoke/events';
import type { Fact } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { deadlineAfter } from '../domain/deadline.js';
import { isExpired, requestCode } from '../domain/draft.js';
import { Drafts } from '../persistence/drafts.js';
import { Throttles } from '../persistence/throttles.js';
import { KeyedHashes, newCode } from '../secrets/keyed-hashes.js';
import { CodeSeal } from '../secrets/code-seal.js';

/** not-now: the draft is not at this step (any more), which its page will say. */
export type CodeRequested = 'requested' | 'too-soon' | 'too-often' | 'not-now';

@Injectable()
export class RequestCode {
  constructor(
    @Inject(Drafts) private readonly drafts: Drafts,
    @Inject(Throttles) private readonly throttles: Throttles,
    @Inject(KeyedHashes) private readonly hashes: KeyedHashes,
    @Inject(CodeSeal) private readonly seal: CodeSeal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 認証メール送信 (R15): one code, one event. Who clicks again at once gets no second mail (R20). */
  async run(draftId: string): Promise<CodeRequested> {
    const now = this.clock.now();
    const draft = await this.drafts.find(draftId);
    if (draft === undefined || (draft.stage !== 'address' && draft.stage !== 'code') || isExpired(draft, now)) {
      return 'not-now';
    }
    const refusal = await this.refusal(draftId, draft.address, now);
    return refusal ?? this.request(draftId, now);
  }

  private async refusal(draftId: string, address: string, now: Date): Promise<'too-soon' | 'too-often' | undefined> {
    const take = (name: Parameters<Throttles['take']>[0], key: string) =>
      this.throttles.take(name, this.hashes.hash('throttle', key), now);
    if (!(await take('codeToAddressSoon', `${draftId} ${address.toLowerCase()}`))) return 'too-soon';
    if (!(await take('codeOfSession', draftId))) return 'too-often';
    if (!(await take('codeToAddress', address.toLowerCase()))) return 'too-often';
    return undefined;
  }

  private async request(draftId: string, now: Date): Promise<CodeRequested> {
    const id = randomUUID();
    const code = newCode();
    const sealedCode = await this.seal.seal(code);
    return this.drafts.change<CodeRequested>(draftId, now, (draft) => {
      if (draft.stage !== 'address' && draft.stage !== 'code') return { result: 'not-now' };
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
}
