/** Numbers that all lists share; those of exports are in `rows/export-limits.ts` of libs/database. */

/** Counts are exact up to here; a list that is capped shows no more rows. */
export const countLimit = 2_000;

/** Counts are exact up to here where a search leaves so many rows that counting would look at most of the table. */
export const countLimitOfMany = 200;

/** Rows of a page, where a list does not say otherwise. */
export const usualPageSize = 50;
