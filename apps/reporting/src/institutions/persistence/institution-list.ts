import { type RowSource, sql, type Sql } from '@todoke/database';
import type { InstitutionType, Permission } from '@todoke/lifecycle';
import { institutionRows as i } from './fragments.js';

/** A row of 医療機関マスタ. */
export interface ListedInstitution {
  readonly id: string;
  readonly name: string;
  readonly type: InstitutionType;
  readonly prefecture: string;
  readonly municipality: string;
  readonly location: string;
  readonly phone: string | null;
  readonly institutionCode: string | null;
  readonly insuranceCode: string | null;
  readonly permissions: readonly Permission[];
  readonly hasAccount: boolean;
  /** '' where none is known. */
  readonly areaName: string;
}

/** The rows of 医療機関マスタ. Row-level security shows an official only those of the own jurisdiction. */
export const listedInstitutions: RowSource<ListedInstitution, 'place' | 'name'> = {
  from: i.from,
  columns: {
    id: i.id,
    name: i.name,
    type: i.type,
    prefecture: i.prefecture,
    municipality: i.municipality,
    location: i.location,
    phone: i.phone,
    institutionCode: i.institutionCode,
    insuranceCode: i.insuranceCode,
    permissions: i.permissions,
    hasAccount: i.hasAccount,
    areaName: i.areaName,
  },
  row: (found) => found as unknown as ListedInstitution,
  key: { sql: i.id, kind: 'text' },
  sorts: {
    place: [
      { sql: i.place, kind: 'text' },
      { sql: i.name, kind: 'text' },
    ],
    name: [{ sql: i.name, kind: 'text' }],
  },
};

export interface ListFilter {
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  readonly type: InstitutionType | undefined;
  readonly area: string | undefined;
  readonly hasAccount: boolean | undefined;
}

export const conditionsOf = ({ prefecture, type, area, hasAccount }: ListFilter): Sql[] => [
  ...(prefecture === undefined ? [] : [sql`${i.prefecture} = ${prefecture}`]),
  ...(type === undefined ? [] : [sql`${i.type} = ${type}`]),
  ...(area === undefined ? [] : [sql`${i.area} = ${area}`]),
  ...(hasAccount === undefined ? [] : [sql`${i.hasAccount} = ${hasAccount}`]),
];
