import { append, type AppendedTable } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Fact } from '../domain/facts.js';

const facts: AppendedTable = {
  name: 'webhooks_facts',
  insert: (rows) =>
    `INSERT INTO webhooks_facts (key, prefecture, type, data, at)
     SELECT given.key, reviews.prefecture, given.type, given.data, given.at
     FROM jsonb_to_recordset(${rows}) AS given (key text, number text, type text, data jsonb, at timestamptz)
     JOIN reviews ON reviews.number = given.number ON CONFLICT DO NOTHING`,
};

/** Keeps facts until they are handed on. Their applications are stored already. */
export const keepFacts = (tx: Transaction, kept: readonly Fact[]): Promise<void> =>
  kept.length === 0 ? Promise.resolve() : append(tx, facts, kept);

export type KeptFact = Omit<Fact, 'number'> & { readonly prefecture: string };

/** Takes the oldest facts away; whoever has them hands them on in the same transaction. */
export const takeFacts = (tx: Transaction, limit: number): Promise<KeptFact[]> =>
  tx.$queryRaw<KeptFact[]>`
    DELETE FROM webhooks_facts WHERE place IN (
      SELECT place FROM webhooks_facts ORDER BY place LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING key, prefecture, type, data, at`;
