import { defineProblems } from '@todoke/service';

/** Refusals of the master. Texts are for the reader of a page. */
export const problems = defineProblems({
  institutionMissing: { kind: 'missing', text: '機関が見つかりません。' },
});
