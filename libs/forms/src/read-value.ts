import { tidy } from '@todoke/japan';
import { optionsOf, type Option, type PlainItem } from './definition.js';
import { placesIn, readDay, readFigure, readTime } from './read-number.js';
import { readText } from './read-text.js';
import type { PlainValue } from './values.js';

/** What was understood of one field. A blank field has neither; a value with a fault is kept, and refused. */
export interface ValueReading {
  readonly value?: PlainValue;
  readonly fault?: string;
}

/**
 * Reads the text of one field: what a browser sends of it, or what `answerText` says of a value. Several choices are
 * one text, their codes joined by commas.
 */
export function readValue(item: PlainItem, typed: string): ValueReading {
  const text = tidy(typed);
  if (text === '' || item.type === 'computed') return {};
  switch (item.type) {
    case 'text': {
      const { value, fault } = readText(item, typed);
      return value === '' ? {} : { value, ...(fault === undefined ? {} : { fault }) };
    }
    case 'int':
    case 'decimal':
      return readNumber(item, text);
    case 'date':
      return understood(
        readDay(text),
        `${item.label}は「2026-12-30」のように、1900年から2199年までの日付を入力してください。`,
      );
    case 'time':
      return understood(readTime(text), `${item.label}は「9:30」のように、0:00から24:00までの時刻を入力してください。`);
    case 'many':
      return readMany(item.label, item.options, text);
    case 'one':
    case 'yes-no':
    case 'can':
      return understood(codeIn(optionsOf(item) ?? [], text), notAnOption(item.label));
  }
}

const understood = (value: PlainValue | undefined, otherwise: string): ValueReading =>
  value === undefined ? { fault: otherwise } : { value };

const notAnOption = (label: string): string => `${label}を選択肢の中から選んでください。`;

/** Other words for 有り and the like, as they stand in files. */
const synonyms: Readonly<Record<string, string>> = {
  有: '有り',
  あり: '有り',
  はい: '有り',
  無: '無し',
  なし: '無し',
  いいえ: '無し',
  可能: '可',
  不可能: '不可',
};

const codeIn = (options: readonly Option[], text: string): string | undefined =>
  options.find(({ code }) => code === text)?.code ??
  options.find(({ label }) => tidy(label) === text || label === synonyms[text])?.code;

function readMany(label: string, options: readonly Option[], text: string): ValueReading {
  const byCode = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const known = byCode.every((part) => options.some(({ code }) => code === part));
  const codes = known ? byCode : codesOfLabels(options, text);
  if (codes === undefined) return { fault: notAnOption(label) };
  const chosen = options.map(({ code }) => code).filter((code) => codes.includes(code));
  return chosen.length === 0 ? {} : { value: chosen };
}

/** Labels one after the other with 「、」 between them; a label may have one itself, so the longest is tried first. */
function codesOfLabels(options: readonly Option[], text: string): string[] | undefined {
  if (text === '') return [];
  const longestFirst = [...options].sort((one, other) => other.label.length - one.label.length);
  for (const { code, label } of longestFirst) {
    const begin = tidy(label);
    if (text === begin) return [code];
    if (!text.startsWith(`${begin}、`)) continue;
    const rest = codesOfLabels(
      options.filter((option) => option.code !== code),
      text.slice(begin.length + 1),
    );
    if (rest !== undefined) return [code, ...rest];
  }
  return undefined;
}

/** Labels that read like several others, one after the other: what such a text means could not be told. */
export const ambiguousLabels = (options: readonly Option[]): string[] =>
  options
    .map(({ label }) => label)
    .filter(
      (label) =>
        codesOfLabels(
          options.filter((option) => option.label !== label),
          tidy(label),
        ) !== undefined,
    );

type NumberItem = Extract<PlainItem, { type: 'int' | 'decimal' }>;

function readNumber(item: NumberItem, text: string): ValueReading {
  const figure = readFigure(text, item.unit === undefined ? [] : [item.unit]);
  if (figure === undefined) return { fault: `${item.label}は数字で入力してください。` };
  const fault = faultOfNumber(item, figure);
  return { value: figure, ...(fault === undefined ? {} : { fault }) };
}

const figures = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 10 });

function faultOfNumber(item: NumberItem, figure: number): string | undefined {
  const { label, unit = '', min, max } = item;
  const places = item.type === 'int' ? 0 : (item.places ?? 1);
  if (placesIn(figure) > places) {
    return places === 0 ? `${label}は整数で入力してください。` : `${label}は小数第${places}位までで入力してください。`;
  }
  if (min !== undefined && figure < min) return `${label}は${figures.format(min)}${unit}以上で入力してください。`;
  if (max !== undefined && figure > max) return `${label}は${figures.format(max)}${unit}以下で入力してください。`;
  return undefined;
}

/** What is wrong with a stored value, as `readValue` would say of it; undefined where nothing is. */
export function faultOf(item: PlainItem, value: PlainValue): string | undefined {
  return readValue(item, inputText(value)).fault;
}

/** The text of a field that has this value. */
export const inputText = (value: PlainValue | undefined): string =>
  value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'number'
        ? String(value)
        : value.join(',');
