import { createHash } from 'node:crypto';
import { Body, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { atTokyo, type Day, dayInTokyo, formatDate, formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import {
  type Cell,
  CurrentPerson,
  day,
  fileOfField,
  form,
  type FormValues,
  page,
  Page,
  redirect,
  tableView,
  template,
  type UploadedFile,
} from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../persistence/databases.js';
import { readOpenDataFile } from '../actions/read-open-data-file.js';
import { BrokenFile } from '../domain/broken-file.js';
import { layoutNamed, layouts } from '../domain/layouts.js';
import { findImports, type OpenDataImport } from '../persistence/imports.js';
import { stateTags } from '../words.js';
import { importPath, officials } from './officials.js';

const view = template(import.meta.url, './open-data.hbs');

/** Imports that are listed. */
const shownAtMost = 50;

/** Bytes of a file that is read in by a page; larger ones are an operator's. */
export const largestFile = 20 * 1024 * 1024;

const reading = form(z.object({ asOf: day }), {
  asOf: {
    label: 'データの時点',
    required: true,
    input: 'date',
    hint: 'ファイル名の日付です。より新しい時点のデータがある機関は変わりません。',
  },
});

/** オープンデータ: the files that everybody downloads, and those that were read in. */
@Page('open-data', { roles: officials })
export class OpenDataPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@CurrentPerson() person: SignedIn) {
    return this.shown(person, {}, []);
  }

  /** 読み込む. */
  @Post('imports')
  @HttpCode(200)
  async readIn(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const file = fileOfField(body, 'file');
    const read = reading.read(body);
    const errors = [...missing(file), ...(read.ok ? [] : read.errors)];
    if (file === undefined || !read.ok || errors.length > 0) return this.shown(person, read.values, errors);
    const { asOf } = read.value;
    if (asOf > dayInTokyo(this.clock.now()))
      return this.shown(person, read.values, [
        { field: 'asOf', message: 'データの時点は今日以前の日付にしてください。' },
      ]);
    try {
      const { id } = await this.import(file, asOf, person);
      return redirect(importPath(id));
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      return this.shown(person, read.values, [{ field: 'file', message: `${error.message}。` }]);
    }
  }

  private import({ name, bytes }: UploadedFile, asOf: Day, person: SignedIn): Promise<OpenDataImport> {
    const digest = createHash('sha256').update(bytes).digest('hex');
    async function* parts() {
      yield bytes;
    }
    const file = { name: shortened(name), digest, bytes: parts };
    const scope = person.role === 'secretariat' ? undefined : (person.prefecture ?? '');
    const act = { by: person.sub, at: this.clock.now() };
    return readOpenDataFile(this.databases.inTransaction, { file, asOf, scope }, act);
  }

  private async shown(person: SignedIn, values: FormValues, errors: readonly FieldError[]) {
    const imports = await this.databases.forPerson(person, (tx) => findImports(tx, shownAtMost));
    const data = {
      files: filesTable(),
      imports: importsTable(imports),
      form: reading.view(values, errors),
      fileError: errors.find(({ field }) => field === 'file')?.message,
    };
    return page(view, data, { title: 'オープンデータ', status: errors.length > 0 ? 422 : 200 });
  }
}

const missing = (file: UploadedFile | undefined): FieldError[] =>
  file === undefined || file.bytes.length === 0 ? [{ field: 'file', message: 'ファイルを選択してください。' }] : [];

/** As it is listed: without the folder that some browsers send. */
const shortened = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').toWellFormed().slice(0, 200);

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
