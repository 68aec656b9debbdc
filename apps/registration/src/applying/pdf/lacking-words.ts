import { geta } from '@todoke/japan';
import type { LackingCharacters } from '@todoke/pdf';

const SEES_NOTHING = /^U\+/;

const shown = (character: string): string =>
  SEES_NOTHING.test(character) ? `外字（${character}）` : `「${character}」`;

/** What an applicant reads, before the download, of characters that the file cannot show (R43). */
export const lackingWords = (lacking: readonly LackingCharacters[]): string[] =>
  lacking.map(
    ({ label, characters }) =>
      `${label}の${characters.map(shown).join('')}は、申請内容をダウンロードするファイルの書体になく、ファイルでは「${geta}」になります。` +
      '申請には、入力した文字がそのまま使われます。',
  );
