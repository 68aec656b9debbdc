import { institutionTypes } from '@todoke/lifecycle';
import { prefectureOptions, prefectures } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';
import type { PresentArea } from '../persistence/areas.js';
import { accountWord } from '../words.js';

const schema = z.object({
  prefecture: z
    .enum(prefectures.map(({ code }) => code))
    .optional()
    .catch(undefined),
  type: z
    .enum(institutionTypes.map(({ value }) => value))
    .optional()
    .catch(undefined),
  area: z.string().optional(),
  account: z.enum(['yes', 'no']).optional().catch(undefined),
});

export type Chosen = z.output<typeof schema>;

/**
 * The filters of 医療機関マスタ; an empty one filters nothing, and one that is not offered is ignored.
 * @param offers.prefectures whether the person may choose among all prefectures
 * @param offers.areas those of the prefecture that is shown; empty where several are
 */
export function filtersFor(offers: { readonly prefectures: boolean; readonly areas: readonly PresentArea[] }) {
  const codes = new Set(offers.areas.map(({ code }) => code));
  const area = z
    .string()
    .optional()
    .transform((code) => (code !== undefined && codes.has(code) ? code : undefined));
  const all = { input: 'select', prompt: 'すべて' } as const;
  return form(schema.extend({ area }), {
    ...(offers.prefectures && {
      prefecture: {
        label: '都道府県',
        ...all,
        options: prefectureOptions,
      },
    }),
    ...(codes.size > 0 && {
      area: {
        label: '二次医療圏',
        ...all,
        options: offers.areas.map(({ code, name }) => ({ value: code, label: name })),
      },
    }),
    type: { label: '機関区分', ...all, options: institutionTypes },
    account: {
      label: 'アカウント',
      ...all,
      options: [
        { value: 'yes', label: accountWord(true) },
        { value: 'no', label: accountWord(false) },
      ],
    },
  });
}
