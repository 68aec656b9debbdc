import { municipalitiesOf, prefectureOptions, prefectures } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';

/** For whom a list of institutions is. */
export interface ListContext {
  /** Of the official; absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
}

export interface Offers {
  /** Whether the person may choose among all prefectures. */
  readonly prefectures: boolean;
  /** The prefecture whose municipalities are offered. */
  readonly within: string | undefined;
  /** Municipality codes of a health centre, which is offered these alone; undefined for others. */
  readonly area?: readonly string[] | undefined;
}

const schema = z.object({
  prefecture: z
    .enum(prefectures.map(({ code }) => code))
    .optional()
    .catch(undefined),
  municipality: z.string().optional(),
});

export type Chosen = z.output<typeof schema>;

/** The filters of the desk's lists of institutions; one that is not offered is ignored. */
export function filtersFor(offers: Offers) {
  const { within, area } = offers;
  const municipalities =
    within === undefined ? [] : municipalitiesOf(within).filter(({ code }) => area?.includes(code) ?? true);
  const codes = new Set(municipalities.map(({ code }) => code));
  const municipality = z
    .string()
    .optional()
    .transform((code) => (code !== undefined && codes.has(code) ? code : undefined));
  const all = { input: 'select', prompt: 'すべて' } as const;
  return form(schema.extend({ municipality }), {
    ...(offers.prefectures && {
      prefecture: {
        label: '都道府県',
        ...all,
        options: prefectureOptions,
      },
    }),
    ...(codes.size > 0 && {
      municipality: {
        label: '市区町村',
        ...all,
        options: municipalities.map(({ code, name }) => ({ value: code, label: name })),
      },
    }),
  });
}
