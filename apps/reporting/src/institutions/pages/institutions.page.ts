import { Inject } from '@nestjs/common';
import { dayInTokyo, findPrefecture, prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page, type PersonsList, queriedText } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { findAreas } from '../persistence/areas.js';
import { areaSource } from '../words.js';
import { institutionList, type ListContext } from './institution-list.js';

/** 医療機関マスタ: the institutions of the official's jurisdiction (R154). */
@Page('institutions', { roles: ['prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class InstitutionsPage extends ListPage<ListContext> {
  protected readonly list = institutionList({ prefectures: false, areas: [] });

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected override async listFor(person: SignedIn, query: unknown): Promise<PersonsList<ListContext>> {
    const scope = this.scopeOf(person);
    const { prefecture } = scope.context;
    const shown = prefecture ?? findPrefecture(queriedText(query, 'prefecture'))?.code;
    const areas =
      shown === undefined
        ? []
        : await this.databases.forPerson(person, (tx) => findAreas(tx, dayInTokyo(scope.now), shown));
    return { list: institutionList({ prefectures: prefecture === undefined, areas }), scope };
  }

  protected scopeOf(person: SignedIn): ListScope<ListContext> {
    const prefecture = person.role === 'secretariat' ? undefined : (person.prefecture ?? '');
    return {
      rows: this.databases.rowsFor(person),
      context: { prefecture },
      now: this.clock.now(),
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: `医療機関名を選ぶと、詳細をご覧いただけます。${areaSource}`,
    };
  }
}
