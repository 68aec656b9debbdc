import { defineProblems } from '@todoke/service';

export const problems = defineProblems({
  /** An event that makes a mail without a reference to name it by, or to nobody: laid aside as a dead letter. */
  mailWithoutReference: { kind: 'invalid', text: 'メールの対象を特定できません。' },
  mailToNobody: { kind: 'invalid', text: 'メールの宛先がありません。' },
});
