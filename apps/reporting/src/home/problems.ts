import { defineProblems } from '@todoke/service';

/** Every refusal of this service. */
export const problems = defineProblems({
  pageMissing: { kind: 'missing', text: 'お探しのページは見つかりません。' },
});
