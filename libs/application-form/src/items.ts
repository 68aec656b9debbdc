/** Building blocks of the schema: each turns an untrusted value into one normalised value or one message. */
import { findUnusable, lengthOf, tidy } from '@todoke/japan';
import { z } from 'zod';
import * as messages from './messages.js';

export interface TextRules {
  readonly label: string;
  /** Characters (code points) after normalising. */
  readonly max: number;
  /** Applied to the tidied text, e.g. to full width. */
  readonly normalise?: (text: string) => string;
  /** The message if the normalised text is not acceptable. */
  readonly check?: (text: string) => string | undefined;
}

type Reading = { readonly text: string } | { readonly message: string };

/** '' where there is no value; never throws. */
function read(value: unknown, { label, max, normalise, check }: TextRules): Reading {
  if (value === undefined || value === null) return { text: '' };
  if (typeof value !== 'string') return { message: messages.notOneText(label) };
  // Normalising never shortens a text to a tenth; longer input is refused without normalising.
  if (value.length > 10 * max + 100) return { message: messages.tooLong(label, max, lengthOf(value)) };
  const tidied = tidy(value);
  const unusable = findUnusable(tidied);
  if (unusable) return { message: messages.unusable(label, unusable) };
  const text = normalise ? normalise(tidied).trim() : tidied;
  const message = text && check?.(text);
  if (message) return { message };
  const length = lengthOf(text);
  return length > max ? { message: messages.tooLong(label, max, length) } : { text };
}

/** A required text. Output: the normalised text. */
export const requiredText = (rules: TextRules) =>
  z.unknown().transform((value, context): string => {
    const reading = read(value, rules);
    if ('text' in reading && reading.text) return reading.text;
    const message = 'text' in reading ? messages.enter(rules.label) : reading.message;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** An optional text. Output: the normalised text, or undefined. */
export const optionalText = (rules: TextRules) =>
  z
    .unknown()
    .transform((value, context): string | undefined => {
      const reading = read(value, rules);
      if ('text' in reading) return reading.text || undefined;
      context.addIssue({ code: 'custom', message: reading.message });
      return z.NEVER;
    })
    .optional();

/** A text that a rule over several items may require. Output: the normalised text, '' where there is none. */
export const textOrNone = (rules: TextRules) =>
  z.unknown().transform((value, context): string => {
    const reading = read(value, rules);
    if ('text' in reading) return reading.text;
    context.addIssue({ code: 'custom', message: reading.message });
    return z.NEVER;
  });

/** A required choice of the listed values. */
export const choice = <V extends string>(label: string, options: readonly { readonly value: V }[]) =>
  z.unknown().transform((value, context): V => {
    const chosen = options.find((option) => option.value === value);
    if (chosen) return chosen.value;
    const nothing = value === undefined || value === null || value === '';
    const message = nothing ? messages.choose(label) : messages.chooseListed(label);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** A box that must be ticked: `true`, or what browsers send for it. Output: true. */
export const consent = (label: string) =>
  z.unknown().transform((value, context): true => {
    if (value === true || value === 'true' || value === 'on' || value === '1') return true;
    context.addIssue({ code: 'custom', message: messages.agree(label) });
    return z.NEVER;
  });
