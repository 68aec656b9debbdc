import { defineProblems } from '@todoke/service';

/** Refusals of 医療機関マスタ. One outside the jurisdiction is as unknown as one that does not exist (R146). */
export const problems = defineProblems({
  institutionMissing: { kind: 'missing', text: 'お探しの医療機関は見つかりません。' },
});
