import type { Snapshot, Sql } from '@todoke/database';
import { prefectureName } from '@todoke/japan';
import { type Fragment, tableView, template } from '@todoke/web';
import { type BedsOfPlace, placesOf } from '../../domain/beds.js';
import { bedsByArea } from '../../persistence/beds.js';
import type { Viewer } from '../table.js';

const view = template(import.meta.url, './picture.hbs');

const nameOf = ({ area, areaName, prefecture }: BedsOfPlace, byPrefecture: boolean): string =>
  byPrefecture ? prefectureName(prefecture) : area === '' ? '医療圏不明' : areaName;

/**
 * Empty beds against secured ones by place, without a map: a tile a place, and its numbers as a table. Places are
 * areas, and prefectures where there are several of these. @param path of the table
 */
export const bedPicture =
  (path: string) =>
  async (snapshot: Snapshot, where: readonly Sql[], _viewer: Viewer): Promise<Fragment | undefined> => {
    const areas = await bedsByArea(snapshot, where);
    const places = placesOf(areas);
    if (places.length === 0) return undefined;
    const byPrefecture = places.length > 1 && places !== areas;
    const tiles = places.map((one) => ({
      name: nameOf(one, byPrefecture),
      href: byPrefecture
        ? `${path}?prefecture=${one.prefecture}`
        : one.area === ''
          ? undefined
          : `${path}?area=${one.area}`,
      empty: one.empty,
      secured: one.secured,
      width: one.secured === 0 ? 0 : Math.min(100, Math.round((one.empty / one.secured) * 100)),
    }));
    const table = tableView({
      caption: `${byPrefecture ? '都道府県' : '二次医療圏'}ごとの空床数と確保病床数`,
      columns: [
        { label: byPrefecture ? '都道府県' : '二次医療圏', header: true },
        { label: '空床数', numeric: true },
        { label: '確保病床数', numeric: true },
        { label: '医療機関数', numeric: true },
        { label: 'うち回答あり', numeric: true },
      ],
      rows: places.map((one) => [nameOf(one, byPrefecture), one.empty, one.secured, one.hospitals, one.answered]),
    });
    return (around) => view({ tiles, table }, around);
  };
