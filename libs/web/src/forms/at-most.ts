import { lengthOf } from '@todoke/japan';
import { z } from 'zod';

/**
 * For `.check()` of a text's schema: at most so many characters, counted as people are told (`lengthOf`). zod's own
 * `.max()` counts UTF-16 units, of which 𠮷 has two. A field with a count below it has `maxLength` instead.
 */
export const atMost = (most: number): z.core.$ZodCheck<string> =>
  z.check<string>((context) => {
    if (lengthOf(context.value) <= most) return;
    context.issues.push({ code: 'too_big', origin: 'string', maximum: most, inclusive: true, input: context.value });
  });
