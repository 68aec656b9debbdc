import { Get, Inject } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock } from '@todoke/service';
import { type PageView, page, Page, template } from '@todoke/web';
import { noticesAt } from '../domain/notice.js';
import { receptionAt } from '../domain/reception-window.js';
import { findDesks } from '../../contact-points/index.js';
import { Databases } from '../../persistence/databases.js';
import { findNotices, findReceptionWindows } from '../persistence/form-settings.js';

const view = template(import.meta.url, './admin.hbs');

/** The settings of the form: 受付期間, お知らせ文, 連絡先. Read only. */
@Page('admin', { roles: ['secretariat'] })
export class AdminPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(): Promise<PageView> {
    const now = this.clock.now();
    const { app } = this.databases;
    const [windows, notices, desks] = await Promise.all([findReceptionWindows(app), findNotices(app), findDesks(app)]);
    const shown = noticesAt(notices, now);
    const data = {
      open: receptionAt(windows, now).open,
      windows,
      notices: notices.map((notice) => ({ ...notice, shown: shown.includes(notice) })),
      desks: desks.map(({ prefecture, name, phone, municipalities }) => ({
        prefecture: prefectureName(prefecture),
        name,
        phone,
        municipalities: municipalities.length,
      })),
    };
    return page(view, data, { title: '受付の設定' });
  }
}
