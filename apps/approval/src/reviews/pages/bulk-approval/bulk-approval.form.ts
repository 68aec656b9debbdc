import { form } from '@todoke/web';
import { z } from 'zod';
import type { Chosen } from '../../actions/approve-many.js';

/** Applications that are approved at once at most. */
export const most = 50;

/** An application as the value of its box: its number and the round that is shown. */
export const valueOf = ({ number, round }: Chosen): string => `${number}.${round}`;

const chosen = z
  .string()
  .regex(/^APF-\d{8}\.[1-9]\d{0,5}$/)
  .transform((value): Chosen => {
    const [number = '', round] = value.split('.');
    return { number, round: Number(round) };
  });

/** The boxes of 一括承認. */
export const bulkForm = form(z.object({ chosen: z.array(chosen).min(1).max(most) }), {
  chosen: { label: '承認する申請', required: true, input: 'checkbox', options: [] },
});
