import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * The totals of a package's run, in `<package>/test-results/totals.json`. A suite that could not run at all counts as
 * failed: Jest itself counts only its tests, of which it then has none.
 * @typedef {{ package: string, files: number, passed: number, failed: number, skipped: number,
 *   startedAt: string, seconds: number, failures: string[] }} Totals `failures` has a text a file, as Jest words it
 */

/** @param {string} folder @param {Omit<Totals, 'package'>} totals */
export function writeTotals(folder, totals) {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  mkdirSync(join(folder, 'test-results'), { recursive: true });
  const text = JSON.stringify({ package: name, ...totals }, null, 2);
  writeFileSync(join(folder, 'test-results', 'totals.json'), `${text}\n`);
}

/** The totals until the run has ended, and for good where Jest finds no suite: it then calls no reporter. */
export const noTotals = () => ({
  files: 0,
  passed: 0,
  failed: 0,
  skipped: 0,
  startedAt: new Date().toISOString(),
  seconds: 0,
  failures: [],
});

/** The failures of one file in Jest's words, shortened for the end of a long log. */
const failuresOf = ({ failureMessage, testFilePath }, rootDir) =>
  [relative(rootDir, testFilePath), ...stripVTControlCharacters(failureMessage).trim().split('\n').slice(0, 60)].join(
    '\n',
  );

/** A Jest reporter. */
export default class ReportTotals {
  #folder;

  /** @param {{ rootDir: string }} globalConfig */
  constructor({ rootDir }) {
    this.#folder = rootDir;
  }

  onRunStart() {
    writeTotals(this.#folder, noTotals());
  }

  /** @param {unknown} _contexts @param {import('@jest/test-result').AggregatedResult} results */
  onRunComplete(_contexts, results) {
    writeTotals(this.#folder, {
      files: results.numTotalTestSuites,
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      startedAt: new Date(results.startTime).toISOString(),
      seconds: Math.round((Date.now() - results.startTime) / 100) / 10,
      failures: results.testResults
        .filter(({ failureMessage }) => failureMessage)
        .map((file) => failuresOf(file, this.#folder)),
    });
  }
}
