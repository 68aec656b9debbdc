import { onConsole } from './on-console.js';
import { turbo } from './turbo.js';

/**
 * Lints and type-checks these scripts, deploy and the packages; all of them, also after a failure.
 * @param {string[]} given turbo's arguments. Where they choose packages, turbo knows what has not changed since;
 * else all are read by one process, which takes a third of the time
 * @returns {Promise<boolean>} whether nothing was found
 */
export async function lintAndCheck(given) {
  const choose = given.some((one) => /^(?:-F|--filter|--affected)/.test(one));
  const found = await Promise.all(choose ? [untyped(), chosen(given)] : [typed(), untyped().then(rules)]);
  return found.every(Boolean);
}

/** What needs no types. */
const untyped = () =>
  inTurn(['prettier', ['--check', '--log-level=warn', '.']], ['knip', ['--no-config-hints', '--no-progress']]);

const rules = async (well) => (await onConsole('npm', ['--prefix', 'libs/tooling', 'run', '-s', 'rules'])) && well;

const typed = () => onConsole('node', ['libs/tooling/check-all.js']);

async function chosen(given) {
  const others = await inTurn(
    ['eslint', ['scripts', 'deploy', '*.js']],
    ['tsc', ['-p', 'scripts']],
    ['tsc', ['-p', 'deploy']],
  );
  return (await turbo('errors-only', ['lint', 'check', ...given])) && others;
}

async function inTurn(...commands) {
  let well = true;
  for (const [program, args] of commands) well = (await onConsole(program, args)) && well;
  return well;
}
