import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock } from '@todoke/service';
import { type Page, page, SignedInAs, template } from '@todoke/web';
import { noticesAt } from '../domain/notice.js';
import { receptionAt } from '../domain/reception-window.js';
import { Desks } from '../../contact-points/index.js';
import { Notices } from '../persistence/notices.js';
import { ReceptionWindows } from '../persistence/reception-windows.js';

const view = template(import.meta.url, './admin.hbs');

/** The settings of the form: 受付期間, お知らせ文, 連絡先. Read only. */
@ApiExcludeController()
@Controller('admin')
@SignedInAs('secretariat')
export class AdminPage {
  constructor(
    private readonly windows: ReceptionWindows,
    private readonly notices: Notices,
    private readonly desks: Desks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(): Promise<Page> {
    const now = this.clock.now();
    const [windows, notices, desks] = await Promise.all([this.windows.list(), this.notices.list(), this.desks.list()]);
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
