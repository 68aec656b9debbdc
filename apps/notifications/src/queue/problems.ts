import { defineProblems } from '@todoke/service';

export const problems = defineProblems({
  /** Both: an event whose mail could not be spoken of, or goes to nobody, is dead-lettered. */
  mailWithoutReference: { kind: 'invalid', text: 'メールの対象を特定できません。' },
  mailToNobody: { kind: 'invalid', text: 'メールの宛先がありません。' },
});
