import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  fileMissing: { kind: 'missing', text: 'お探しのファイルは見つかりません。' },
});
