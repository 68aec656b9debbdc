import { prefectureOptions } from '@todoke/japan';
import { z } from 'zod';
import type { Sql } from '@todoke/database';
import type { Searched } from '@todoke/web';
import { type PresentArea, searchInstitutions } from '../../institutions/index.js';
import type { Viewer } from './table.js';

/** The schema of the filters by place, which all tables of institutions have. */
export const place = {
  prefecture: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
  area: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .catch(undefined),
};

const options = prefectureOptions;
export const ofPrefecture = { label: '都道府県', input: 'select', prompt: 'すべて', options } as const;
export const ofArea = { label: '二次医療圏', input: 'select', prompt: 'すべて', options: [] } as const;

/** レポートテーブルを検索: by the name of an institution or of its 二次医療圏 (R145). */
export const searchByPlaceOrName = (
  key: string,
  { rows, context, chosen }: Searched<Viewer, { readonly prefecture?: string | undefined }>,
): Promise<Sql> => {
  const prefecture = context.jurisdiction.prefecture ?? chosen.prefecture;
  return searchInstitutions(rows, key, { prefecture, also: 'areas' });
};

/**
 * What these filters offer to a person: the areas of the own jurisdiction; for the whole country the prefectures, and
 * the areas are searched for by name.
 */
export const placesFor = ({ whole }: Viewer, areas: readonly PresentArea[]) => ({
  prefecture: whole ? {} : ({ input: 'hidden' } as const),
  area:
    whole || areas.length === 0
      ? ({ input: 'hidden' } as const)
      : { options: areas.map(({ code, name }) => ({ value: code, label: name })) },
});
