import { Get, Param } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, Page, page, type PageView, tableView, template } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { type Folder, folders, pathTo, type Table } from '../catalogue/table.js';
import { findTable, tables } from '../catalogue/tables.js';
import { findSaved } from '../persistence/saved.js';
import { problems } from '../problems.js';
import { officials } from './officials.js';

const listView = template(import.meta.url, './tables.hbs');
const folderView = template(import.meta.url, './tables/folder.hbs');

const everything = { name: 'すべてのフォルダ', href: '/tables/folders' };
const folderLink = ({ key, name }: Folder) => ({ name, href: `/tables/folders/${key}` });

/** レポート一覧 and すべてのフォルダ: where tables are found by their names and by their folders (R135, R148). */
@Page('tables', { roles: officials })
export class TablesPage {
  constructor(private readonly databases: Databases) {}

  @Get()
  async list(@CurrentPerson() person: SignedIn): Promise<PageView> {
    const saved = await this.databases.forPerson(person, (tx) => findSaved(tx));
    const own = saved.flatMap(({ id, table: key, name, query, onHome }) => {
      const table = findTable(key);
      if (table === undefined) return [];
      const path = `/tables/${key}`;
      return [
        { name, onHome, table: table.names.at(-1), href: `${path}?${query}`, remove: `${path}/filters/${id}/delete` },
      ];
    });
    return page(listView, { table: tableOf('レポート', tables), everything, saved: own }, { title: 'レポート一覧' });
  }

  @Get('folders')
  everything(): PageView {
    return folderPage(undefined);
  }

  @Get('folders/:folder')
  folder(@Param('folder') key: string): PageView {
    const folder = folders.find((one) => one.key === key);
    if (folder === undefined) throw problems.folderMissing();
    return folderPage(folder);
  }
}

function folderPage(folder: Folder | undefined): PageView {
  const title = folder?.name ?? everything.name;
  const above = folder === undefined ? [] : [everything, ...pathTo(folder.key).slice(0, -1).map(folderLink)];
  const within = folders.filter(({ parent }) => parent === folder?.key).map(folderLink);
  const own = tables.filter((table) => table.folder === folder?.key);
  const list = own.length === 0 ? undefined : tableOf('このフォルダのレポート', own);
  return page(folderView, { title, trail: { above, here: title }, folders: within, table: list }, { title });
}

const tableOf = (caption: string, shown: readonly Table[]) =>
  tableView({
    caption,
    columns: [{ label: 'レポート名', header: true, wide: true }, { label: '内容', wide: true }, { label: 'フォルダ' }],
    rows: shown.flatMap(({ key, names, about, folder }) =>
      names.map((name): Cell[] => [{ text: name, href: `/tables/${key}` }, about, folderCell(folder)]),
    ),
  });

const folderCell = (key: string): Cell => ({
  text: pathTo(key).at(-1)?.name ?? '',
  href: `/tables/folders/${key}`,
});
