import type { InstitutionType, Permission } from '@todoke/lifecycle';

/** What a column may hold. Blank is allowed in all but `needed` ones. */
export type Format =
  | { readonly kind: 'id' }
  | { readonly kind: 'text'; readonly atMost: number; readonly lines?: true }
  /** A code of so many digits. */
  | { readonly kind: 'digits'; readonly length: number }
  /** 0 closed (休診, 休業, 閉店), 1 open: the reverse of what the name of the column suggests. */
  | { readonly kind: 'flag' }
  | { readonly kind: 'count' }
  /** Decimal degrees, never quoted; 0.0 where they are not known. */
  | { readonly kind: 'degrees' }
  /** HH:MM. */
  | { readonly kind: 'time' }
  /** Which of the 時間帯 of a day, from 1 on. */
  | { readonly kind: 'slot'; readonly atMost: number };

/** Where the value of a column stands in the values of a report. */
export type Place =
  /** The ID, or 機関区分: of the institution, and of no report. */
  | { readonly in: 'institution'; readonly fact: 'id' | 'kind' }
  | { readonly in: 'item'; readonly key: string; readonly computed?: true }
  | { readonly in: 'grid'; readonly key: string; readonly row: string; readonly column: string }
  /** The row of a table whose `slot` is this one. */
  | { readonly in: 'slot'; readonly key: string; readonly slot: string; readonly column: string }
  /** The row of `departments` of which a row of the file tells. */
  | { readonly in: 'department'; readonly column: string };

export interface Column {
  /** Exactly as in the header. */
  readonly name: string;
  readonly format: Format;
  readonly place: Place;
  readonly needed?: true;
}

/** One file of the open data (オープンデータ定義書 v1.0): a column list, and whose facts it has. */
export interface Layout {
  /** The name of the file without its day and ending. */
  readonly slug: string;
  readonly title: string;
  readonly type: InstitutionType;
  /** 機関区分: the third character of an ID. */
  readonly kind: string;
  readonly scheme: Permission;
  /** A row is a facility, or one 診療時間帯 of one of its departments. */
  readonly per: 'facility' | 'department';
  readonly columns: readonly Column[];
}
