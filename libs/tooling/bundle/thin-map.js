import { decode, encode } from '@jridgewell/sourcemap-codec';

/**
 * Reduces a source map to what a stack shows: of our sources the line of each statement, of a package the name of its
 * file, at its first line. A map of every token is ten times as large, and at the first error a process that it
 * decodes (`--enable-source-maps`) holds it in memory: 40 MB for a service.
 * @param {string} text of the map
 * @returns {string}
 */
export function thin(text) {
  const map = JSON.parse(text);
  const isPackage = map.sources.map((/** @type {string} */ source) => source.includes('/node_modules/'));
  let last = -1;
  const lines = decode(map.mappings).map((segments) =>
    segments.flatMap(([column, source, line, place], at) => {
      if (source === undefined || (source === last && (isPackage[source] || at > 0))) return [];
      last = source;
      return [isPackage[source] ? [column, source, 0, 0] : [column, source, line, place]];
    }),
  );
  return JSON.stringify({ ...map, names: [], mappings: encode(lines) });
}
