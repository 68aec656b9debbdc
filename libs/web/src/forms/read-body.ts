import { tidy, tidyLines } from '@todoke/japan';
import type { z } from 'zod';
import type { FieldText } from './field-text.js';

/** UTF-16 units, longer than any field allows. A longer value is refused, and its beginning shown again. */
export const longestAnswer = 20_000;

/** Control characters except line breaks and tabs. Postgres refuses NUL. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

const written = new Set<FieldText['input']>([undefined, 'text', 'email', 'tel', 'search', 'textarea']);

/** Whether a person writes the field's text freely, and reads it again. */
export const isWritten = ({ input }: FieldText): boolean => written.has(input);

/** One value as a browser would send it, from untrusted input. Never throws. */
export function answerIn(body: unknown, name: string, text: FieldText): string | boolean | string[] {
  const raw = own(body, name);
  if (text.input === 'checkbox') {
    if (text.options !== undefined)
      return [raw]
        .flat()
        .slice(0, 200)
        .map(asText)
        .filter((item) => item !== '');
    return ticked(raw);
  }
  const answer = asText(Array.isArray(raw) ? raw[0] : raw).replace(control, '');
  if (text.input === 'password') return answer;
  if (!isWritten(text)) return answer.replace(/[\r\n\t]+/g, ' ').trim();
  return text.input === 'textarea' ? tidyLines(answer) : tidy(answer);
}

/** Code points of an answer as it was sent, where it is longer than any field allows; else undefined. */
export function overlong(body: unknown, name: string): number | undefined {
  const raw = [own(body, name)].flat()[0];
  return typeof raw === 'string' && raw.length > longestAnswer ? [...raw].length : undefined;
}

/** The text of a field, or of the button that was pressed; undefined where none or something else was sent. */
export function sentText(body: unknown, name: string): string | undefined {
  const sent = own(body, name);
  return typeof sent === 'string' ? sent : undefined;
}

/** A text of an address, as filters read it: of several the first; '' where there is none. Never throws. */
export const queriedText = (query: unknown, name: string): string => asText([own(query, name)].flat()[0]);

/** What was sent under a name, whatever it is. */
export function own(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  return (body as Record<string, unknown>)[name];
}

function ticked(raw: unknown): boolean {
  const value: unknown = Array.isArray(raw) ? raw.at(-1) : raw;
  return value === true || (typeof value === 'string' && !['', 'false', 'off', '0'].includes(value));
}

function asText(raw: unknown): string {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return typeof raw === 'string' ? beginningOf(raw).toWellFormed() : '';
}

/** At most `longestAnswer`; a character that would be cut in two is left out. */
const beginningOf = (text: string): string =>
  text.length > longestAnswer ? text.slice(0, longestAnswer).replace(/[\uD800-\uDBFF]$/, '') : text;

/**
 * The schema's input for a value. A blank field is absent for a schema that allows absence (`.optional()`,
 * `.default()`) and for a number, since '' would be coerced to 0; else it is ''.
 */
export function forSchema(
  answer: string | boolean | string[],
  schema: z.ZodType | undefined,
  text?: FieldText,
): unknown {
  if (answer !== '' || schema === undefined) return answer;
  return text?.input === 'number' || schema.safeParse(undefined).success ? undefined : answer;
}
