/** Whoever stored something else meanwhile. */
export const otherAuthor = 'ほかの担当者';

/** Two people fill in the same form. @param form what it is to them: 回答, 報告 */
export const besidesWord = (form: string): string =>
  `${otherAuthor}もこの${form}を入力しています。互いに入力した項目は上書きされません。同じ項目に違う値を入力したときはお知らせします。`;

/** Beside a field that another stored otherwise meanwhile. */
export const conflictWord = (theirs: string): string =>
  `${otherAuthor}が先に「${theirs === '' ? '（入力なし）' : theirs}」と保存しています。入力した値でよければ、もう一度ボタンを押してください。`;

/** What a PDF says of characters that it cannot show. */
export const lackingWord = ({ label, characters }: { label: string; characters: readonly string[] }): string =>
  `${label}には、このファイルの書体にない文字が${characters.length}種類あります。`;
