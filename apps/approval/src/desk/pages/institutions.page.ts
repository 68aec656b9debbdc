import { findPrefecture, prefectureName } from '@todoke/japan';
import type { Clock, SignedIn } from '@todoke/service';
import { type List, ListPage, type ListScope, type PersonsList, queriedText } from '@todoke/web';
import type { Databases } from '../../persistence/databases.js';
import { officialOf } from '../../reviews/index.js';
import type { ListContext, Offers } from './list.form.js';

/** A list of the institutions of the official's jurisdiction, in which they are looked up. */
export abstract class InstitutionsPage extends ListPage<ListContext> {
  protected abstract readonly databases: Databases;
  protected abstract readonly clock: Clock;
  protected abstract readonly lead: string;

  protected abstract listOf(offers: Offers): List<ListContext>;

  protected get list(): List<ListContext> {
    return this.listOf({ prefectures: false, within: undefined });
  }

  protected override listFor(person: SignedIn, query: unknown): PersonsList<ListContext> {
    const scope = this.scopeOf(person);
    const { prefecture } = scope.context;
    const within = prefecture ?? findPrefecture(queriedText(query, 'prefecture'))?.code;
    const { role, area } = officialOf(person);
    const offers = { prefectures: prefecture === undefined, within, ...(role === 'health-centre' && { area }) };
    return { list: this.listOf(offers), scope };
  }

  protected scopeOf(person: SignedIn): ListScope<ListContext> {
    const official = officialOf(person);
    const prefecture = official.role === 'secretariat' ? undefined : (official.prefecture ?? '');
    return {
      rows: this.databases.rowsFor(official),
      context: { prefecture },
      now: this.clock.now(),
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: this.lead,
    };
  }
}
