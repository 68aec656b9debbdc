import { prefectureName } from '@todoke/japan';
import { institutionTypeWord } from '@todoke/lifecycle';
import { list, type ListColumn, telephoneCell } from '@todoke/web';
import {
  conditionsOf,
  type ListedInstitution,
  listedInstitutions,
  searchInstitutions,
} from '../persistence/institution-list.js';
import { accountWord, none } from '../words.js';
import { type Chosen, filtersFor, type ListContext, type Offers } from './list.form.js';

type Column = ListColumn<ListedInstitution, ListContext, 'name'>;

const name: Column = { label: '機関名', header: true, wide: true, sort: 'name', cell: (one) => one.name };
const institutionCode: Column = {
  label: '機関コード',
  code: true,
  cell: (one) => one.institutionCode ?? none,
  csv: (one) => one.institutionCode ?? '',
};
const insuranceCode: Column = {
  label: '保険機関コード',
  code: true,
  cell: (one) => one.insuranceCode ?? none,
  csv: (one) => one.insuranceCode ?? '',
};
const type: Column = { label: '機関区分', cell: (one) => institutionTypeWord(one.type) };
const prefecture: Column = {
  label: '都道府県',
  when: (context) => context.prefecture === undefined,
  cell: (one) => prefectureName(one.prefecture),
};
const location: Column = { label: '所在地', wide: true, cell: (one) => one.location };
const phone: Column = { label: '電話番号', code: true, cell: (one) => telephoneCell(one.phone) };

const filterOf = ({ prefecture, municipality }: Chosen, context: ListContext) => ({
  prefecture: context.prefecture ?? prefecture,
  municipality,
});

/** What both lists share: rows, filters, search, orders. */
const looked = (offers: Offers) => ({
  noun: '機関',
  rows: listedInstitutions,
  filters: filtersFor(offers),
  where: (chosen: Chosen, context: ListContext) => conditionsOf(filterOf(chosen, context)),
  search: {
    label: '機関名・所在地・コード・電話番号',
    hint: '名称や所在地は一部だけでも、全角・半角などの表記が違っても見つかります。コードと電話番号は先頭の3文字以上で探せます。',
    where: (
      key: string,
      { rows, chosen, context }: Parameters<NonNullable<Parameters<typeof list>[0]['search']>['where']>[1],
    ) => searchInstitutions(rows, key, filterOf(chosen as Chosen, context as ListContext).prefecture),
  },
  orders: { name: { label: '名称の順', by: 'name' as const } },
});

/** ログインID照会: the institution whose login ID somebody asks for (R79, R163). */
export const loginIdList = (offers: Offers) =>
  list({
    name: 'login-id-institutions',
    title: 'ログインID照会',
    ...looked(offers),
    columns: [
      { ...name, cell: (one) => ({ text: one.name, href: `/login-ids/${one.id}` }), csv: (one) => one.name },
      type,
      prefecture,
      location,
      phone,
      institutionCode,
      insuranceCode,
      { label: 'アカウント', cell: (one) => accountWord(one.hasAccount) },
    ] as Column[],
  });

/** 機関コード検索: the code that an institution is told (R85). */
export const institutionCodeList = (offers: Offers) =>
  list({
    name: 'institution-codes',
    title: '機関コード検索',
    ...looked(offers),
    columns: [name, institutionCode, type, prefecture, location, insuranceCode, phone],
  });
