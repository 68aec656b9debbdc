import type { RowAccess, RowSource, Snapshot, Sql } from '@todoke/database';
import type { z } from 'zod';
import type { FieldText } from '../forms/field-text.js';
import type { Form } from '../forms/form.js';
import type { Surroundings } from '../pages/template.js';
import type { Cell, Column } from '../pages/views.js';
import type { CsvValue } from './csv.js';

interface AnyColumn<Context, Sort extends string> extends Omit<Column, 'sort'> {
  /** The heading in a CSV file, where the value differs from the cell. Default: the label. */
  readonly csvLabel?: string;
  /** A code, telephone or house number, of which Excel would make a number or a day. */
  readonly code?: boolean;
  /** The order of the rows that belongs to this column: its heading becomes a link. */
  readonly sort?: Sort;
  /** Whether the person is shown the column. Default: everybody is. */
  readonly when?: (context: Context) => boolean;
}

/** A column of the table, and of a CSV file. */
export interface TableColumn<Row, Context, Sort extends string = string> extends AnyColumn<Context, Sort> {
  readonly cell: (row: Row, context: Context) => Cell;
  /** The value in a CSV file; false where files have not this column. Default: the text of the cell. */
  readonly csv?: ((row: Row, context: Context) => CsvValue) | false;
}

/** A column that only CSV files have. */
interface CsvColumn<Row, Context, Sort extends string> extends AnyColumn<Context, Sort> {
  readonly cell?: undefined;
  readonly csv: (row: Row, context: Context) => CsvValue;
}

export type ListColumn<Row, Context, Sort extends string = string> =
  TableColumn<Row, Context, Sort> | CsvColumn<Row, Context, Sort>;

/** An order of the rows, as people choose it. */
export interface ListOrder<Sort extends string = string> {
  readonly label: string;
  /** The order of the row source. */
  readonly by: Sort;
  readonly descending?: boolean;
}

/** Who searches, and with which filters. */
export interface Searched<Context, Chosen> {
  readonly rows: RowAccess;
  readonly context: Context;
  readonly chosen: Chosen;
}

/** A search box. */
interface ListSearch<Context, Chosen> {
  readonly label: string;
  readonly hint?: string;
  /**
   * The condition; it may look up first what narrows the rows.
   * @param key what was typed as `matchKey` of @todoke/japan gives it: free of width, blanks and old characters
   */
  readonly where: (key: string, searched: Searched<Context, Chosen>) => Sought | Promise<Sought>;
}

/** The condition of a search; with how many rows it leaves at least, where that is known without counting. */
type Sought = Sql | { readonly where: Sql; readonly atLeast: number };

/** Who counts, and what. */
export interface Counted<Context, Chosen> {
  readonly context: Context;
  readonly chosen: Chosen;
  /** Whether something is searched for. */
  readonly searching: boolean;
}

/** Piles of rows, of which the list shows one: links above it, each with its count. */
export interface ListTabs<Context, Chosen> {
  /** The filter that names the pile, a select. Its options are the tabs; it is shown as no field. */
  readonly field: string;
  /** The pile that is shown, also where the address names none. @param searching whether something is searched for */
  readonly current: (chosen: Chosen, searching: boolean) => string;
  /** Filters that are taken away where another pile is chosen. */
  readonly without?: readonly string[];
  /** How many rows each pile has, whatever else is chosen. One that is left out has no count. */
  readonly counts: (
    snapshot: Snapshot,
    counted: Counted<Context, Chosen>,
  ) => Promise<Readonly<Record<string, number | undefined>>>;
}

/** Part of a page: HTML that a template has escaped. */
export type Fragment = (around: Surroundings) => string;

/** What can be done with a list: a page to go to, or a POST. */
type ListAction = { readonly label: string } & ({ readonly href: string } | { readonly action: string });

/**
 * What a list is. The conditions and the row source come from persistence/; all else is data.
 * @typeParam Context what columns and conditions need to know of the person and the time
 */
export interface ListDeclaration<
  Row,
  Context,
  Filters extends z.ZodObject = z.ZodObject,
  Sort extends string = string,
  Order extends string = string,
> {
  /** In the audit log and in names of files: `applications`. */
  readonly name: string;
  readonly title: string;
  /** What a row is: 申請. */
  readonly noun: string;
  readonly rows: RowSource<Row, Sort>;
  readonly columns: readonly ListColumn<Row, Context, Sort>[];
  /** A schema that refuses a value makes it an error beside its field; one with `.catch()` ignores it. */
  readonly filters: Form<Filters>;
  readonly where: (chosen: z.output<Filters>, context: Context) => readonly Sql[];
  readonly search?: ListSearch<Context, z.output<Filters>>;
  readonly tabs?: ListTabs<Context, z.output<Filters>>;
  /** How many rows there are, where that is known without counting them; undefined where it is not. */
  readonly count?: (snapshot: Snapshot, counted: Counted<Context, z.output<Filters>>) => Promise<number | undefined>;
  /** The first is the default. */
  readonly orders: Readonly<Record<Order, ListOrder<Sort>>>;
  /** Rows of a page. Default: `usualPageSize`. */
  readonly pageSize?: number;
  /** One line a row, for lists that are worked through: rows are 40 px high where the window has room. */
  readonly dense?: boolean;
  /** The list opens as its reader left it: with the same filters and order, but without what was searched for. */
  readonly remembered?: boolean;
  /** Shows the first 2,000 rows and refers to the export for the others (R144). */
  readonly capped?: boolean;
  /**
   * The sign of the button behind which エクスポート and the person's other actions stand (R136, R147), and its name
   * where the sign is no word. Default: エクスポート is a button of its own.
   */
  readonly menu?: { readonly label: string; readonly name?: string };
  /** A picture above the table, of the rows that the conditions leave: read in the same snapshot. */
  readonly picture?: (snapshot: Snapshot, where: readonly Sql[], context: Context) => Promise<Fragment | undefined>;
  /** Style sheets that the picture needs. */
  readonly styles?: readonly string[];
}

/** A list for one person. */
export interface ListScope<Context> {
  /** Rows of the person's jurisdiction. */
  readonly rows: RowAccess;
  readonly context: Context;
  readonly now: Date;
  /** Above the title, e.g. the jurisdiction. */
  readonly caption?: string;
  readonly lead?: string;
  /** What else can be done with the list, before エクスポート. */
  readonly links?: readonly { readonly label: string; readonly href: string }[];
  /** Texts of filters that differ for this person, e.g. the options of a select. */
  readonly fields?: Readonly<Record<string, Partial<FieldText>>>;
  /** States of the list that are offered by their names. */
  readonly saved?: readonly { readonly label: string; readonly href: string }[];
  /** Actions besides エクスポート. @param query what is set, as in an address; blank where nothing is */
  readonly actions?: (query: string) => readonly ListAction[];
}
