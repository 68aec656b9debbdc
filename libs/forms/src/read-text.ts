import { mailAddress } from '@todoke/application-form';
import {
  adviceOn,
  checkPhone,
  excess,
  findUnusable,
  lengthOf,
  normalisePostalCode,
  tidy,
  tidyLines,
  toFullWidth,
  toHalfWidth,
  within,
} from '@todoke/japan';
import type { PlainItem, TextFormat } from './definition.js';

type TextItem = Extract<PlainItem, { type: 'text' }>;

/** What was understood of a text; what is wrong with it is said of the item's label: 「…は…」. */
export interface TextReading {
  readonly value: string;
  readonly fault?: string;
}

/** Control characters except line breaks and tabs. Postgres refuses NUL. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A text of an item as it is stored: tidied, in the width of its format. */
export function readText(item: TextItem, typed: string): TextReading {
  const clean = typed.replace(control, '');
  const text = item.lines === undefined ? tidy(clean) : tidyLines(clean);
  if (text === '') return { value: '' };
  const found = findUnusable(text);
  if (found) return { value: text, fault: `${item.label}に${adviceOn(found)}` };
  const { value, fault } = formats[item.format ?? 'plain'](text);
  if (fault !== undefined) return { value, fault: `${item.label}は${fault}` };
  const length = lengthOf(value);
  if (length <= item.maxLength) return { value };
  return {
    value,
    fault: `${item.label}は${within(item.maxLength)}で入力してください。${excess(length, item.maxLength)}`,
  };
}

const toKatakana = (text: string): string =>
  text.replace(/[ぁ-ゖゝゞ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));

const formats: Readonly<Record<TextFormat, (text: string) => TextReading>> = {
  plain: (text) => ({ value: text }),
  kana: (text) => {
    const value = toKatakana(toFullWidth(text));
    return /^[ァ-ヺー・ヽヾ！-～、。「」　\n]+$/u.test(value)
      ? { value }
      : { value, fault: 'カタカナで入力してください。' };
  },
  'half-width': (text) => {
    const value = toHalfWidth(text);
    return /^[\x20-\x7e\n]+$/.test(value) ? { value } : { value, fault: '半角の英数字と記号で入力してください。' };
  },
  url: (text) => {
    const plain = toHalfWidth(text).trim();
    const value = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(plain) ? `https://${plain}` : plain;
    return isAddress(value) ? { value } : { value, fault: '「https://www.example.com/」のように入力してください。' };
  },
  mail: (text) => {
    const read = mailAddress.safeParse(text);
    return read.success
      ? { value: read.data }
      : { value: text, fault: '「xxx@example.com」のように半角で入力してください。' };
  },
  phone: (text) => {
    const read = checkPhone(text);
    return read.ok
      ? { value: read.number }
      : { value: text, fault: '市外局番からの10桁か11桁の数字で入力してください。' };
  },
  'postal-code': (text) => {
    const value = normalisePostalCode(text);
    return value === undefined ? { value: text, fault: '7桁の数字で入力してください。' } : { value };
  },
};

const isAddress = (text: string): boolean =>
  /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.');
