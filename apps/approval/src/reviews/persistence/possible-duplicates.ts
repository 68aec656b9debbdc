import type { Transaction } from '../../persistence/databases.js';
import { comparable } from '../domain/duplicates.js';

/** Condition that two rows have a key in common (R162). */
const alike = (one: string, other: string): string => `${one}.prefecture = ${other}.prefecture AND (
  ${one}.institution_code = ${other}.institution_code OR ${one}.insurance_code = ${other}.insurance_code
  OR ${one}.name_and_address = ${other}.name_and_address)`;

/** Which of these reviews wait although another entry, with which they have to be compared, is like them. */
export async function possibleDuplicatesAmong(tx: Transaction, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const found = await tx.$queryRawUnsafe<{ number: string }[]>(
    `SELECT number FROM reviews WHERE number = ANY($1::text[]) AND state = 'waiting' AND (
       EXISTS (SELECT FROM institutions AS other WHERE other.has_account AND ${alike('other', 'reviews')})
       OR EXISTS (SELECT FROM reviews AS other WHERE other.number <> reviews.number
         AND other.state = ANY($2::text[]) AND ${alike('other', 'reviews')}))`,
    numbers,
    comparable,
  );
  return new Set(found.map(({ number }) => number));
}

/**
 * Takes keys that came or went, which nobody else is taking.
 * @returns how many were taken, and the reviews that wait and have one of them
 */
export async function takeChangedKeys(
  tx: Transaction,
  limit: number,
): Promise<{ readonly taken: number; readonly numbers: readonly string[] }> {
  const [found] = await tx.$queryRawUnsafe<{ taken: number; numbers: string[] }[]>(
    `WITH taken AS (
       DELETE FROM changed_keys
       WHERE id IN (SELECT id FROM changed_keys ORDER BY id LIMIT $1::int FOR UPDATE SKIP LOCKED)
       RETURNING prefecture, institution_code, insurance_code, name_and_address)
     SELECT (SELECT count(*)::int FROM taken) AS taken,
       ARRAY(SELECT DISTINCT number FROM taken JOIN reviews ON state = 'waiting' AND ${alike('taken', 'reviews')})
         AS numbers`,
    limit,
  );
  return found ?? { taken: 0, numbers: [] };
}
