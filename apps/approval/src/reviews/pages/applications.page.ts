import { Inject } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { applicationList, type ListContext } from './application-list.js';
import { officialOf } from './signed-in-official.js';

/** 申請一覧: the applications of the official's jurisdiction. */
@Page('', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class ApplicationsPage extends ListPage<ListContext> {
  protected readonly list = applicationList;

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected scopeOf(person: SignedIn): ListScope<ListContext> {
    const official = officialOf(person);
    const prefecture = official.role === 'secretariat' ? undefined : (official.prefecture ?? '');
    const now = this.clock.now();
    return {
      rows: this.databases.rowsFor(official),
      context: { now, prefecture },
      now,
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: '申請番号を選ぶと、申請内容の確認と承認・却下ができます。',
    };
  }
}
