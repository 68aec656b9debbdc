import { prefectureName } from '@todoke/japan';
import { institutionTypeWord, schemeWord } from '@todoke/lifecycle';
import { list, telephoneCell } from '@todoke/web';
import type { PresentArea } from '../persistence/areas.js';
import { conditionsOf, listedInstitutions } from '../persistence/institution-list.js';
import { searchInstitutions } from '../persistence/search.js';
import { institutionLink } from '../institution-link.js';
import { accountWord } from '../words.js';
import { type Chosen, filtersFor } from './list.form.js';

/** For whom the list is. */
export interface ListContext {
  /** Of the official; absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
}

/** What the list offers in one request. */
export interface Offers {
  readonly prefectures: boolean;
  readonly areas: readonly PresentArea[];
}

const filterOf = ({ prefecture, type, area, account }: Chosen, context: ListContext) => ({
  prefecture: context.prefecture ?? prefecture,
  type,
  area,
  hasAccount: account === undefined ? undefined : account === 'yes',
});

/** 医療機関マスタ. */
export const institutionList = (offers: Offers) =>
  list({
    name: 'institutions',
    title: '医療機関マスタ',
    noun: '医療機関',
    rows: listedInstitutions,
    filters: filtersFor(offers),
    where: (chosen, context: ListContext) => conditionsOf(filterOf(chosen, context)),
    search: {
      label: '医療機関名または機関コード',
      hint: '名称の一部、機関コードの先頭の数字でも検索できます。全角・半角、ひらがな・カタカナは区別しません。',
      where: (key, { rows, chosen, context }) =>
        searchInstitutions(rows, key, { ...filterOf(chosen, context), also: 'codes' }),
    },
    columns: [
      {
        label: '医療機関名',
        header: true,
        wide: true,
        sort: 'name',
        cell: ({ id, name }) => ({ text: name, href: institutionLink(id) }),
      },
      { label: '機関区分', cell: ({ type }) => institutionTypeWord(type) },
      {
        label: '都道府県',
        when: ({ prefecture }) => prefecture === undefined,
        cell: ({ prefecture }) => prefectureName(prefecture),
      },
      { label: '二次医療圏', cell: ({ areaName }) => areaName },
      { label: '市区町村', csv: ({ municipality }) => municipality },
      { label: '所在地', wide: true, sort: 'place', cell: ({ location }) => location },
      { label: '電話番号', code: true, cell: ({ phone }) => telephoneCell(phone) },
      { label: '機関コード', code: true, csv: ({ institutionCode }) => institutionCode ?? '' },
      { label: '保険機関コード', code: true, csv: ({ insuranceCode }) => insuranceCode ?? '' },
      { label: '報告の権限', csv: ({ permissions }) => permissions.map(schemeWord).join('、') },
      { label: 'アカウント', cell: ({ hasAccount }) => accountWord(hasAccount) },
    ],
    orders: {
      place: { label: '所在地の順', by: 'place' },
      name: { label: '名称の順', by: 'name' },
    },
  });
