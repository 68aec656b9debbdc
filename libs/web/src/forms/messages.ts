import { adviceOn, excess, lengthOf, within, type UnusableCharacter } from '@todoke/japan';
import type { z } from 'zod';
import type { FieldText } from './field-text.js';

type Issue = z.core.$ZodRawIssue | z.core.$ZodIssue;

const chosen = new Set(['select', 'radio', 'checkbox']);

/** 「機関名を入力してください。」, or 選択してください for a choice. */
export function missing({ label, input, options }: FieldText): string {
  if (input === 'checkbox' && options === undefined) return `「${label}」にチェックを入れてください。`;
  return `${label}を${input !== undefined && chosen.has(input) ? '選択' : '入力'}してください。`;
}

/** The message for an issue for which the schema has none. It always names the label. */
export function refusal(issue: Issue, text: FieldText): string {
  const { label } = text;
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? `${label}は${issue.minimum}文字以上で入力してください。`
        : tooSmall(issue, text);
    case 'too_big':
      return issue.origin === 'string' && typeof issue.input === 'string'
        ? tooLong(text, Number(issue.maximum), lengthOf(issue.input))
        : tooBig(issue, text);
    case 'invalid_value':
      return `${label}を選択肢の中から選んでください。`;
    case 'invalid_format':
      return `${label}の形式が正しくありません。${example(issue.format)}`;
    default:
      return `${label}の内容を確認してください。`;
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall | Issue, text: FieldText): string {
  if (text.options !== undefined) return missing(text);
  return 'minimum' in issue ? `${text.label}は${String(issue.minimum)}以上で入力してください。` : missing(text);
}

function tooBig(issue: z.core.$ZodIssueTooBig | Issue, text: FieldText): string {
  const most = 'maximum' in issue ? String(issue.maximum) : '';
  if (text.options !== undefined) return `${text.label}は${most}個以内で選択してください。`;
  return `${text.label}は${most}以下で入力してください。`;
}

function example(format: string): string {
  switch (format) {
    case 'email':
      return '「xxx@example.com」のように半角で入力してください。';
    case 'url':
      return '「https://」から入力してください。';
    case 'date':
      return '「2026-12-30」のように入力してください。';
    default:
      return '説明をご覧のうえ、入力し直してください。';
  }
}

/** @param length code points of the answer as it would be stored */
export const tooLong = ({ label }: FieldText, most: number, length: number): string =>
  `${label}は${within(most)}で入力してください。${excess(length, most)}`;

/** An answer longer than any field allows is shown again, but not all of it. */
export const onlyBeginning = (kept: number): string => `先頭の${kept.toLocaleString('ja-JP')}文字だけを残しています。`;

export const unusable = ({ label }: FieldText, found: UnusableCharacter): string => `${label}に${adviceOn(found)}`;
