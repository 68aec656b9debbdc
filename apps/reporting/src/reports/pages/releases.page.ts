import { Inject } from '@nestjs/common';
import { dayInTokyo, findPrefecture, prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { ListPage, type ListScope, Page, type PersonsList, queriedText } from '@todoke/web';
import { findAreas } from '../../institutions/index.js';
import { Databases } from '../../persistence/databases.js';
import { recentFiscalYears } from '../domain/window.js';
import { type ListContext, releaseList } from './release-list.js';

/** 報告の確認・公表: the reports of the official's jurisdiction, and who has not reported (R50). */
@Page('releases', { roles: ['prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class ReleasesPage extends ListPage<ListContext> {
  protected readonly list = releaseList({
    wanted: { scheme: 'medical', fiscalYear: 2026, occasional: false },
    prefectures: false,
    enters: false,
    areas: [],
    years: [],
  });

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected override async listFor(person: SignedIn, query: unknown): Promise<PersonsList<ListContext>> {
    const scope = this.scopeOf(person);
    const { prefecture } = scope.context;
    const today = dayInTokyo(scope.now);
    const years = recentFiscalYears(today);
    const asked = (name: string) => queriedText(query, name);
    const shown = prefecture ?? findPrefecture(asked('prefecture'))?.code;
    const areas =
      shown === undefined ? [] : await this.databases.forPerson(person, (tx) => findAreas(tx, today, shown));
    const wanted = {
      scheme: asked('scheme') === 'pharmacy' ? ('pharmacy' as const) : ('medical' as const),
      fiscalYear: years.find((year) => String(year) === asked('year')) ?? years[0],
      occasional: asked('kind') === 'occasional',
    };
    return {
      list: releaseList({
        wanted,
        prefectures: prefecture === undefined,
        enters: person.role === 'prefecture',
        areas,
        years,
      }),
      scope,
    };
  }

  protected scopeOf(person: SignedIn): ListScope<ListContext> {
    const prefecture = person.role === 'secretariat' ? undefined : (person.prefecture ?? '');
    return {
      rows: this.databases.rowsFor(person),
      context: { prefecture },
      now: this.clock.now(),
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: '報告機関名を選ぶと、報告の内容をご覧いただけます。',
      links: [
        ...(person.role === 'prefecture' ? [{ label: 'まとめて公表', href: '/releases/many' }] : []),
        ...(person.role === 'prefecture' || prefecture === undefined
          ? [{ label: '報告期間の設定', href: '/report-windows' }]
          : []),
      ],
    };
  }
}
