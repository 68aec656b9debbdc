import { Get } from '@nestjs/common';
import { atTokyo, formatDate, formatDateTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, page, Page, tableView, template } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { layoutNamed, layouts } from '../domain/layouts.js';
import { findImports, type OpenDataImport } from '../persistence/imports.js';
import { stateTags } from '../words.js';
import { importPath, officials } from './officials.js';

const view = template(import.meta.url, './open-data.hbs');

/** Imports that are listed. */
const shownAtMost = 50;

/** オープンデータ: the files that everybody downloads, and those that were read in. */
@Page('open-data', { roles: officials })
export class OpenDataPage {
  constructor(private readonly databases: Databases) {}

  @Get()
  async show(@CurrentPerson() person: SignedIn) {
    const imports = await this.databases.forPerson(person, (tx) => findImports(tx, shownAtMost));
    const data = { files: filesTable(), imports: importsTable(imports) };
    return page(view, data, { title: 'オープンデータ' });
  }
}

const filesTable = () =>
  tableView({
    caption: '公開しているファイル',
    columns: [
      { label: 'ファイル', header: true, wide: true },
      { label: '内容', wide: true },
    ],
    rows: layouts.map(({ slug, title }): Cell[] => [{ text: `${slug}.csv`, href: `/open-data/${slug}.csv` }, title]),
  });

const importsTable = (imports: readonly OpenDataImport[]) =>
  tableView({
    caption: '読み込んだファイル',
    columns: [
      { label: 'ファイル名', header: true, wide: true },
      { label: '内容', wide: true },
      { label: 'データの時点', whole: true },
      { label: '読込日時', whole: true },
      { label: '状態' },
    ],
    rows: imports.map(({ id, fileName, slug, asOf, startedAt, state }): Cell[] => [
      { text: fileName, href: importPath(id) },
      layoutNamed(slug)?.title ?? slug,
      formatDate(atTokyo(asOf)),
      formatDateTime(startedAt),
      stateTags[state],
    ]),
    empty: '読み込んだファイルはありません。',
  });
