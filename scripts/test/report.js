/** One line a suite, then the totals. */
export function report(results, others) {
  const rows = [
    ['suite', 'passed', 'failed', 'skipped', 'seconds', ''],
    ...results.map((one) => [one.name, ...[one.passed, one.failed, one.skipped, one.seconds].map(String), one.note]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const padded = (cell, column) =>
    column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  const lines = rows.map((row) => row.map(padded).join('  '));
  const total = (what) => results.reduce((sum, one) => sum + one[what], 0);
  return [
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
    ...others,
    `${total('passed')} passed, ${total('failed')} failed`,
  ].join('\n');
}
