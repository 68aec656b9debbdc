import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { type Draft, isExpired, verify } from '../domain/draft.js';
import { KeyedHashes } from '../secrets/keyed-hashes.js';
import { byApplicant, changeDraft, type Decision } from './change-draft.js';

export type CodeChecked =
  | { outcome: 'verified' }
  | { outcome: 'wrong'; attemptsLeft: number }
  | { outcome: 'used-up' }
  | { outcome: 'not-now' };

@Injectable()
export class VerifyCode {
  constructor(
    private readonly databases: Databases,
    private readonly hashes: KeyedHashes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 認証 (R19). Only the newest code of this very draft counts, and only five wrong entries of it (R20). */
  run(draftId: string, code: string): Promise<CodeChecked> {
    const now = this.clock.now();
    return this.databases.inRequest((tx) =>
      changeDraft(tx, draftId, (draft) => this.check(draft, code, now), byApplicant(now)),
    );
  }

  private check(draft: Draft, code: string, now: Date): Decision<CodeChecked> {
    if (draft.stage !== 'code' || isExpired(draft, now)) return { result: { outcome: 'not-now' } };
    const { verification } = draft;
    const verified = verify(draft, (hash) => this.hashes.isCode(verification.id, code, hash));
    switch (verified.outcome) {
      case 'verified':
        return { result: { outcome: 'verified' }, draft: verified.draft, action: 'draft.address-verified' };
      case 'wrong': {
        const { attemptsLeft } = verified;
        const result = { outcome: 'wrong', attemptsLeft } as const;
        return { result, draft: verified.draft, action: 'draft.code-wrong' };
      }
      case 'used-up':
        return { result: { outcome: 'used-up' }, draft: verified.draft, action: 'draft.code-used-up' };
    }
  }
}
