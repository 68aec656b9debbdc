import { Inject } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page, type PersonsList } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { applicationList, type ListContext } from './application-list.js';
import { shownBy } from './list.form.js';
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

  protected override listFor(person: SignedIn, query: unknown): PersonsList<ListContext> {
    return { list: this.list, scope: this.scopeOf(person, query) };
  }

  protected scopeOf(person: SignedIn, query: unknown = {}): ListScope<ListContext> {
    const official = officialOf(person);
    const now = this.clock.now();
    const national = official.role === 'secretariat';
    return {
      rows: this.databases.rowsFor(official),
      context: { now, official, ...shownBy(query) },
      now,
      caption: national ? '全国' : prefectureName(official.prefecture ?? ''),
      ...(national && { fields: { mine: { input: 'hidden' } } }),
      links: [
        ...(national ? [] : [{ label: '一括承認', href: '/bulk-approval' }]),
        ...(official.role === 'prefecture' ? [{ label: '担当の割り当て', href: '/assignment' }] : []),
      ],
    };
  }
}
