import { privateUseCharacterIn } from '@todoke/japan';
import { form, sentText } from '@todoke/web';
import { z } from 'zod';
import { longestReason } from '../../domain/decide.js';
import { type Queue, queueIn } from '../../domain/queue.js';

/** A mail shows 外字 as empty boxes. */
const unreadable = (character: string): string =>
  `却下理由に外字（${character}）が含まれています。申請者には表示されないため、一般に使われる字体に置き換えてください。`;

const schema = z.object({
  reason: z
    .string()
    .min(1)
    .superRefine((text, context) => {
      const character = privateUseCharacterIn(text);
      if (character !== undefined) context.addIssue({ code: 'custom', message: unreadable(character) });
    }),
});

/** 却下理由 stands on the page and is required for rejecting (R64). */
export const rejectionForm = form(schema, {
  reason: {
    label: '却下理由',
    input: 'textarea',
    required: true,
    rows: 4,
    maxLength: longestReason,
    hint: '申請者に送るメールにそのまま記載されます。どの項目をどう直せばよいかを書いてください。',
  },
});

/** What a decision says besides: how the official came here, what was seen, and where to go on. */
export interface Course {
  readonly queue: Queue;
  /** The round that the official saw; absent where the form does not say it. */
  readonly seen?: number | undefined;
  /** 次へ: to the next application of the queue. */
  readonly goesOn: boolean;
}

export function courseIn(body: unknown): Course {
  const round = Number(sentText(body, 'round') || Number.NaN);
  return {
    queue: queueIn(Object.fromEntries(new URLSearchParams(sentText(body, 'queue') ?? ''))),
    seen: Number.isInteger(round) && round > 0 ? round : undefined,
    goesOn: sentText(body, 'then') === 'next',
  };
}
