import { randomUUID } from 'node:crypto';
import { applicationFields, applicationKeys } from '@todoke/application-form';
import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { formatDateTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, fileOfField, page, Page, redirect, tableView, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { officialOf } from '../../../reviews/index.js';
import { ReadProxyFile } from '../../actions/read-proxy-file.js';
import { daysFiled, daysUnfiled } from '../../domain/keeping.js';
import type { ProxyFile } from '../../domain/proxy-file.js';
import { fileLimits } from '../../domain/read-file.js';
import { samples, samplePath } from '../../http/sample.endpoint.js';
import { findFiles } from '../../persistence/files.js';
import { fileStateTags } from '../../words.js';
import { requestOf } from '../proxy.form.js';
import { filePath } from './paths.js';

const view = template(import.meta.url, './files.hbs');

/** Files that are listed. */
const shownAtMost = 50;

/** 代理申請 by CSV file: the file's form, samples, and the files of the prefecture. */
@Page('proxy-applications/files', { roles: ['prefecture'] })
export class FilesPage {
  constructor(
    private readonly databases: Databases,
    private readonly reading: ReadProxyFile,
  ) {}

  @Get()
  show(@CurrentPerson() person: SignedIn) {
    return this.shown(person);
  }

  /** 読み込む. */
  @Post()
  @HttpCode(200)
  async read(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const file = fileOfField(body, 'file');
    if (file === undefined || file.bytes.length === 0) return this.shown(person, ['CSVファイルを選択してください。']);
    const id = requestOf(body) ?? randomUUID();
    const faults = await this.reading.run(id, officialOf(person), file);
    return faults === undefined ? redirect(filePath(id)) : this.shown(person, faults);
  }

  private async shown(person: SignedIn, faults: readonly string[] = []) {
    const files = await this.databases.forOfficial(officialOf(person), (tx) => findFiles(tx, shownAtMost));
    const data = {
      faults: faults.length > 0 ? faults : undefined,
      request: randomUUID(),
      most: { rows: fileLimits.rows, megabytes: fileLimits.bytes / 1024 / 1024 },
      samples: samples.map(({ file, label }) => ({ href: samplePath(file), label })),
      columns: columnsTable(),
      files: filesTable(files),
    };
    return page(view, data, { title: '代理申請（CSVファイル）', status: faults.length > 0 ? 422 : 200 });
  }
}

/** How an item is written in a file, where that differs from the form. */
const written = (options: readonly { readonly label: string }[] | undefined): string | undefined =>
  options === undefined
    ? undefined
    : options.length > 10
      ? '名称またはコード'
      : options.map(({ label }) => label).join('、');

const columnsTable = () =>
  tableView({
    caption: '列',
    captionHidden: true,
    columns: [{ label: '列名', header: true }, { label: '必須' }, { label: '書き方', wide: true }],
    rows: applicationKeys.map((key): Cell[] => {
      const { label, required, hint = '', options } = applicationFields[key];
      return [
        label,
        required === true ? '必須' : '',
        key === 'email' ? '機関の担当者が受け取れるもの' : (written(options) ?? hint),
      ];
    }),
  });

const filesTable = (files: readonly ProxyFile[]) =>
  tableView({
    caption: `読み込んだファイル（申請前は${daysUnfiled}日、完了後は${daysFiled}日で削除されます）`,
    columns: [
      { label: 'ファイル名', header: true, wide: true },
      { label: '読込日時', whole: true },
      { label: '申請日時', whole: true },
      { label: '状態' },
    ],
    rows: files.map(({ id, fileName, readAt, startedAt, state }): Cell[] => [
      { text: fileName, href: filePath(id) },
      formatDateTime(readAt),
      startedAt === null ? '' : formatDateTime(startedAt),
      fileStateTags[state],
    ]),
    empty: '読み込んだファイルはありません。',
  });
