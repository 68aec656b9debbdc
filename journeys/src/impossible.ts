import { rows } from '@todoke/testing';
import { demo } from './system/demo.js';

/**
 * A constraint that no row satisfies: until it is dropped, Postgres refuses every new row of these tables and quotes
 * the row in its error.
 */
export async function impossible(...tables: string[]): Promise<{ lift: () => Promise<void> }> {
  const each = async (change: string): Promise<void> => {
    for (const table of tables) await rows(demo().postgres, `ALTER TABLE ${table} ${change}`);
  };
  await each('ADD CONSTRAINT provoked CHECK (false) NOT VALID');
  return { lift: () => each('DROP CONSTRAINT provoked') };
}
