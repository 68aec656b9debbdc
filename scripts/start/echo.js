/** Numbers that pino gives its levels, as words. */
const LEVELS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const NOT_SHOWN = new Set(['level', 'time', 'pid', 'hostname', 'service', 'msg', 'message', 'err']);

/**
 * Shows the lines of children on the console, each with the child's name; JSON ones as a person reads them.
 */
export const echoTo = (progress, names) => (name, line) => {
  if (names.includes(name)) progress.say(`${name.padEnd(13)} │ ${readable(line)}`);
};

export function readable(line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return line;
  }
  if (entry === null || typeof entry !== 'object') return line;
  const level = LEVELS[entry.level] ?? entry.level ?? '';
  const rest = Object.entries(entry)
    .filter(([key, value]) => !NOT_SHOWN.has(key) && value !== null && typeof value !== 'object')
    .map(([key, value]) => `${key}=${value}`);
  return [level, entry.msg ?? entry.message ?? '', ...rest].join(' ') + because(entry.err);
}

/** Services log the kind and place of an error, not its message. */
function because(error) {
  if (error === null || typeof error !== 'object') return '';
  const name = [error.type, error.code].filter((part) => part !== undefined).join(' ');
  const [place = ''] = error.at ?? [];
  return `\n  ${[name, place].filter((part) => part !== '').join(' ')}`;
}
