import { dayInTokyo } from '@todoke/japan';
import type { RowSource } from '@todoke/database';
import { form, list, type List, type ListColumn } from '@todoke/web';
import { z } from 'zod';
import { bedConditions, type BedOrder } from '../../persistence/beds.js';
import type { Viewer } from '../table.js';
import { ofArea, ofPrefecture, place, searchByPlaceOrName } from '../filters.js';
import { bedPicture } from './picture.js';

const acceptances = [
  { value: 'yes', label: '可' },
  { value: 'conditional', label: '条件付' },
  { value: 'no', label: '不可' },
  { value: 'unanswered', label: '未回答' },
] as const;

const filters = form(
  z.object({
    ...place,
    acceptance: z.enum(['yes', 'conditional', 'no', 'unanswered']).optional().catch(undefined),
    empty: z.boolean().optional().catch(undefined),
  }),
  {
    prefecture: ofPrefecture,
    area: ofArea,
    acceptance: { label: '受入可否', input: 'select', prompt: 'すべて', options: acceptances },
    empty: { label: '空床がある医療機関だけ', input: 'checkbox' },
  },
);

/** Hospitals with the figures of their latest 日次調査 (R143–R147). */
export const bedList = <Row>(
  name: string,
  title: string,
  rows: RowSource<Row, BedOrder>,
  columns: readonly ListColumn<Row, Viewer, BedOrder>[],
): List<Viewer> =>
  list({
    name,
    title,
    noun: '医療機関',
    rows,
    filters,
    where: (chosen, { now, jurisdiction }: Viewer) => bedConditions({ ...chosen, jurisdiction, day: dayInTokyo(now) }),
    search: {
      label: 'レポートテーブルを検索',
      hint: '二次医療圏または病院名',
      where: searchByPlaceOrName,
    },
    columns,
    orders: {
      place: { label: '二次医療圏の順', by: 'place' },
      empty: { label: '空床数の多い順', by: 'empty', descending: true },
      newest: { label: '更新日時の新しい順', by: 'updated', descending: true },
      oldest: { label: '更新日時の古い順', by: 'updated' },
    },
    capped: true,
    menu: { label: '▼', name: '一覧の操作' },
    picture: bedPicture(`/tables/${name}`),
    styles: ['reporting/tables.css'],
  });
