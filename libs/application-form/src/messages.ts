/**
 * What an applicant reads when an item is refused: always the item's label, what is wrong, and how to correct it
 * (R39).
 */
import { adviceOn, excess, within, type PhoneFault, type UnusableCharacter } from '@todoke/japan';

export const enter = (label: string): string => `「${label}」を入力してください。`;

export const choose = (label: string): string => `「${label}」を選んでください。`;

export const chooseListed = (label: string): string =>
  `「${label}」の選択が正しくありません。一覧にあるものを一つ選んでください。`;

/** Sent twice, as a number or as an object, which our page never does. */
export const notOneText = (label: string): string =>
  `「${label}」が正しい形で送られていません。値を一つだけ、文字で入力してください。`;

/** @param length code points of the text */
export const tooLong = (label: string, max: number, length: number): string =>
  `「${label}」が長すぎます。${within(max)}で入力してください。${excess(length, max)}`;

export const unusable = (label: string, found: UnusableCharacter): string => `「${label}」に${adviceOn(found)}`;

export function phoneNumber(label: string, fault: PhoneFault): string {
  const rule = `「${label}」は、ハイフンなしの半角数字10桁または11桁で入力してください。`;
  switch (fault.kind) {
    case 'not-digits':
      return `${rule}数字以外の文字が含まれています。`;
    case 'several':
      return `${rule}番号を一つだけ入力してください。`;
    case 'extension':
      return `${rule}内線番号は除いてください。`;
    case 'zeros':
      return `${rule}先頭に0が続いています。先頭の0を一つにしてください。`;
    case 'length':
      return `${rule}いまは${fault.digits}桁です。市外局番から入力されているかを確かめてください。`;
  }
}

export const insuranceCodeNeeded =
  '「保険機関コード」を入力してください。「機関判別区分」で1を選んだ場合は必須です。コードを持っていない場合は2を選んでください。';

export function insuranceCode(text: string): string {
  const rule = '「保険機関コード」は半角数字10桁で入力してください。';
  if (/^\d{7}$/.test(text)) {
    return `${rule}7桁の番号の前に、都道府県番号2桁と点数表番号1桁（医科は1、歯科は3、調剤は4）を付けると10桁になります。`;
  }
  if (/^\d+$/.test(text)) return `${rule}いまは${text.length}桁です。`;
  return `${rule}数字以外の文字を除いてください。`;
}

export const institutionCode =
  '「機関コード」は半角の英数字20文字以内で入力してください。都道府県からの指示がなく、わからない場合は空白でも構いません。';

export const postalCode = '「郵便番号」は「7708570」のように、7桁の数字で入力してください。';

export const fullWidthName = (label: string): string =>
  `「${label}」は全角で入力してください。半角の文字が含まれています。漢字、ひらがな、全角カタカナなどに直してください。`;

export function mailAddress(label: string, text: string): string {
  const rule = `「${label}」の形が正しくありません。「xxx@example.com」のように、すべて半角で、空白を入れずに入力してください。`;
  const wide = /[^\0-~]/u.exec(text)?.[0];
  return wide === undefined ? rule : `${rule}半角でない文字「${wide}」が含まれています。`;
}

/** @param elsewhere names of prefectures that have a municipality of that name */
export function municipality(text: string, prefecture: string, elsewhere: readonly string[]): string {
  const hint = elsewhere.length
    ? `「${text}」は${elsewhere.join('・')}にあります。都道府県の選択も確かめてください。`
    : '町名や番地は除き、「〇〇市」「〇〇市〇〇区」「〇〇郡〇〇町」のように、いまの正式な名称で入力してください。';
  return `「市区町村」に入力された名称は${prefecture}に見つかりません。${hint}`;
}

export const agree = (label: string): string => `内容を確かめて、「${label}」にチェックを入れてください。`;

export const unreadable = '申請内容を読み取れませんでした。画面を開き直して、もう一度入力してください。';
