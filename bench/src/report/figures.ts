import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One figure beside its limit, both measured in the same run. */
export interface Figure {
  readonly figure: string;
  readonly unit: string;
  readonly value: number;
  readonly limit: number;
  /** Description of the limit. */
  readonly limitedBy: string;
}

export interface Report {
  readonly figures: readonly Figure[];
  /** Other measurements, written to the file and below the table. */
  readonly besides?: Readonly<Record<string, unknown>>;
  /** Sentences about what was lost or wrong. */
  readonly wrong: readonly string[];
}

const results = fileURLToPath(new URL('../../results', import.meta.url));

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? at(sorted, Math.floor(middle)) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
};

/** @param share between 0 and 1; nearest rank */
export const percentile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((one, other) => one - other);
  return at(sorted, Math.max(0, Math.ceil(sorted.length * share) - 1));
};

const at = (numbers: readonly number[], place: number): number => numbers[place] ?? Number.NaN;

/** Three significant digits. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/**
 * Prints the table and writes `results/<name>.json`.
 * @returns the exit code: 1 where something was lost or wrong
 */
export function tell(name: string, { figures, besides = {}, wrong }: Report): number {
  const rows = figures.map(({ figure, unit, value, limit, limitedBy }) => ({
    figure,
    value: rounded(value),
    limit: rounded(limit),
    ratio: rounded(value / limit),
    unit,
    'the limit is': limitedBy,
  }));
  console.table(rows);
  for (const [what, found] of Object.entries(besides)) console.log(`${what}: ${worded(found)}`);
  for (const sentence of wrong) console.error(`wrong: ${sentence}`);
  mkdirSync(results, { recursive: true });
  const file = join(results, `${name}.json`);
  const about = { at: new Date().toISOString(), node: process.version, cores: availableParallelism() };
  const told = figures.map((one) => ({ ...one, ratio: one.value / one.limit }));
  writeFileSync(file, `${JSON.stringify({ name, ...about, figures: told, besides, wrong }, null, 2)}\n`);
  console.log(`written to bench/results/${name}.json`);
  return wrong.length === 0 ? 0 : 1;
}

const worded = (found: unknown): string => (typeof found === 'string' ? found : JSON.stringify(found));
