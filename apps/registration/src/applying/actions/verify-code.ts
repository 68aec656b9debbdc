import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { isExpired, verify } from '../domain/draft.js';
import { Drafts } from '../persistence/drafts.js';
import { KeyedHashes } from '../secrets/keyed-hashes.js';

export type CodeChecked =
  | { outcome: 'verified' }
  | { outcome: 'wrong'; attemptsLeft: number }
  | { outcome: 'used-up' }
  | { outcome: 'not-now' };

@Injectable()
export class VerifyCode {
  constructor(
    private readonly drafts: Drafts,
    private readonly hashes: KeyedHashes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 認証 (R19). Only the newest code of this very draft counts, and only five wrong entries of it (R20). */
  run(draftId: string, code: string): Promise<CodeChecked> {
    const now = this.clock.now();
    return this.drafts.change<CodeChecked>(draftId, now, (draft) => {
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
    });
  }
}
