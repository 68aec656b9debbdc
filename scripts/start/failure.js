/** A failure of the start: what failed, why, what to do about it, and where the log is. */
export class Failure extends Error {
  /**
   * @param {string} what
   * @param {{ why?: string, todo?: string, log?: string }} [more]
   */
  constructor(what, more = {}) {
    super(what);
    this.name = 'Failure';
    this.what = what;
    Object.assign(this, more);
  }
}

/** The message for a failure of any kind. */
export function explain(error) {
  if (error?.what === undefined) return `\nThis should not have happened:\n${error?.stack ?? error}\n`;
  const lines = [`✗ ${error.what}`];
  if (error.why) lines.push(`  Why: ${error.why.replaceAll('\n', '\n  ')}`);
  if (error.todo) lines.push(`  What to do: ${error.todo}`);
  if (error.log) lines.push(`  Log: ${error.log}`);
  return `\n${lines.join('\n')}\n`;
}
