import { Inject } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { officialOf } from '../../../reviews/index.js';
import { addressChangeList, type ChangeContext } from './address-change-list.js';

/** メールアドレス変更依頼: the requests of the official's prefecture (R82, R164). */
@Page('address-changes', { roles: ['prefecture', 'secretariat'] })
export class AddressChangesPage extends ListPage<ChangeContext> {
  protected readonly list = addressChangeList;

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected scopeOf(person: SignedIn): ListScope<ChangeContext> {
    const official = officialOf(person);
    const prefecture = official.role === 'secretariat' ? undefined : (official.prefecture ?? '');
    const now = this.clock.now();
    return {
      rows: this.databases.rowsFor(official),
      context: { now, prefecture },
      now,
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: '②利用案内メールを見られない機関などの、アカウントのメールアドレスの変更です。通常1～2週間で完了とします。',
      links: prefecture === undefined ? [] : [{ label: '変更依頼を受け付ける', href: '/address-changes/new' }],
    };
  }
}
