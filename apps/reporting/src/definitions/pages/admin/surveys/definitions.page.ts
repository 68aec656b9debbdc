import { Get, Inject, Param } from '@nestjs/common';
import { atTokyo, dayInTokyo, formatDate, formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, page, Page, tableView, template } from '@todoke/web';
import { Databases } from '../../../../persistence/databases.js';
import { versionWord } from '../../../domain/version-number.js';
import { forms } from '../../../forms.js';
import { openForm } from './opened.js';

const listView = template(import.meta.url, './definitions.hbs');
const formView = template(import.meta.url, './definition.hbs');

/** 調査項目の管理: the surveys, and the versions of one. */
@Page('admin/surveys', { roles: ['secretariat'] })
export class DefinitionsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  list() {
    const today = dayInTokyo(this.clock.now());
    const table = tableView({
      caption: '調査の一覧',
      captionHidden: true,
      columns: [
        { label: '調査', header: true, wide: true },
        { label: '現在の版' },
        { label: '適用開始日' },
        { label: '状態' },
      ],
      rows: forms.all().map((newest): Cell[] => {
        const { form, title, ended, version, validFrom } = forms.current(newest.form, today) ?? newest;
        const state: Cell = ended === undefined ? '実施中' : `${formatDate(atTokyo(ended.on))}に終了`;
        return [
          { text: title, href: `/admin/surveys/${form}` },
          versionWord(version),
          formatDate(atTokyo(validFrom)),
          state,
        ];
      }),
    });
    return page(listView, { table }, { title: '調査項目の管理' });
  }

  @Get(':form')
  async show(@Param('form') name: string, @CurrentPerson() person: SignedIn) {
    const { newest, versions, published, draft } = await this.databases.forPerson(person, (tx) => openForm(tx, name));
    const current = forms.current(name, dayInTokyo(this.clock.now()));
    const table = tableView({
      caption: '版の一覧',
      columns: [
        { label: '版', header: true },
        { label: '適用開始日' },
        { label: '状態' },
        { label: '公開の理由' },
        { label: '操作' },
      ],
      rows: [...versions].reverse().map(({ version, validFrom }): Cell[] => {
        const revision = published.find((one) => one.version === version);
        const state =
          version === current?.version ? '現在の版' : validFrom > (current?.validFrom ?? '') ? '適用前' : '以前の版';
        return [
          versionWord(version),
          formatDate(atTokyo(validFrom)),
          state,
          revision === undefined ? '当初の版' : `${revision.note}（${formatDateTime(revision.publishedAt)}公開）`,
          version === newest.version
            ? ''
            : { text: 'この版に戻す', href: `/admin/surveys/${name}/versions/${version}` },
        ];
      }),
    });
    const drafted = draft && { at: formatDateTime(draft.draftedAt) };
    return page(formView, { title: newest.title, name, table, draft: drafted }, { title: `${newest.title}の版` });
  }
}
