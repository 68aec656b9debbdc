import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  fileMissing: { kind: 'missing', text: 'お探しのファイルは見つかりません。' },
  fileHeld: {
    kind: 'conflict',
    text: 'このファイルはウイルスの検査中です。しばらくたってから、もう一度お試しください。',
  },
  fileRefused: { kind: 'gone', text: 'このファイルは、ウイルスの検査で問題が見つかったため、削除しました。' },
});
