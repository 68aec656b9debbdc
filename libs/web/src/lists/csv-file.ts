import { csvLine, harmless } from './csv.js';
import type { Encoding } from './export-form.js';
import { beginning, encoded } from './rows-as-csv.js';

/**
 * A small CSV file as a whole, for spreadsheets: no cell is run as a formula, and numbers keep their zeros. What CP932
 * does not have becomes 〓.
 */
export function csvFile(rows: readonly (readonly string[])[], encoding: Encoding): Buffer {
  const lines = rows.map((cells) => csvLine(cells.map((cell) => harmless(cell, true))));
  return encoded(beginning(encoding) + lines.join(''), encoding, () => undefined);
}
