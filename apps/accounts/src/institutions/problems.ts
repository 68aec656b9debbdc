import { defineProblems } from '@todoke/service';

/** What the master refuses. Texts are for the reader of a page. */
export const problems = defineProblems({
  institutionMissing: { kind: 'missing', text: '機関が見つかりません。' },
});
