import { Inject } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { officialOf } from '../../reviews/index.js';
import type { ListContext } from './list.form.js';
import { mailList } from './mail-list.js';

/** メール送信状況: finds the application that somebody calls about (R81). */
@Page('mails', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class MailsPage extends ListPage<ListContext> {
  protected readonly list = mailList;

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected scopeOf(person: SignedIn): ListScope<ListContext> {
    const official = officialOf(person);
    const prefecture = official.role === 'secretariat' ? undefined : (official.prefecture ?? '');
    return {
      rows: this.databases.rowsFor(official),
      context: { prefecture },
      now: this.clock.now(),
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: '申請番号を選ぶと、すべてのメールの状態と、ご案内の内容を確認できます。',
    };
  }
}
