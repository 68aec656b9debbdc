/** Exports of one process at a time; the next waits for a connection, and is told after five seconds to come later. */
export const exportsAtOnce = 2;

/** Milliseconds until a statement of an export is given up: the first rows may have to be sorted. */
export const exportPatience = 120_000;

/** Milliseconds in which the client of an export must have read a batch; it would keep others waiting. */
export const readingPatience = 60_000;

/** Milliseconds that an export may take in all: a client that reads a batch a minute would keep its place for hours. */
export const longestExport = 30 * 60_000;
