/**
 * Columns are named after the fields of the Prisma models: `municipalityCode` is `municipality_code`, in every schema.
 * Raw SQL relies on it where it writes or reads whole rows.
 */
export const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A Prisma model as raw SQL needs it: `{ table: 'reviews', fields: Prisma.ReviewScalarFieldEnum }`. */
export interface Model {
  readonly table: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The columns of a model for `SELECT` and `RETURNING`, each under the name of its field. They are listed, because a
 * prepared `SELECT *` fails in a running process when a migration adds a column.
 * @param row the table's name in the query
 */
export const columnsOf = ({ table, fields }: Model, row = table): string =>
  Object.keys(fields)
    .map((field) => `${quoted(row)}.${quoted(columnOf(field))} AS ${quoted(field)}`)
    .join(', ');
