import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.js';
import { modules, projectNode, root } from './paths.js';

const OLDEST = [20, 20];
/** Variable for the second process: the first one has done the preparation and waits. */
const MARK = 'TODOKE_CONTINUED_BY';
const BEGAN = 'TODOKE_BEGAN';

/** The version that package.json pins. */
const pinned = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;

/** @throws {Failure} where this Node is too old to start with */
export function checkNode() {
  const [first, second] = process.versions.node.split('.').map(Number);
  if (first > OLDEST[0] || (first === OLDEST[0] && second >= OLDEST[1])) return;
  throw new Failure(`Node ${process.versions.node} is too old`, {
    why: `the project brings its own Node, but installing that takes Node ${OLDEST.join('.')} or later`,
    todo: `Install Node ${OLDEST.join('.')} or later, then start again.`,
  });
}

export const onProjectNode = () => process.versions.node === pinned();

/** Whether another process of this start waits for this one. */
export const isContinued = () => process.env[MARK] === String(process.ppid);

/** When this start began, in the first of its processes. */
export const began = () => (isContinued() ? Number(process.env[BEGAN]) : Date.now() - process.uptime() * 1000);

/**
 * Continues in the project's own Node: the same script in a new process, to which signals are forwarded. This
 * process ends when that one has ended.
 */
export function continueOnProjectNode(script) {
  const child = spawn(projectNode, [script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      [MARK]: String(process.pid),
      [BEGAN]: String(began()),
      PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter),
    },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The new process handles the signal, and this one ends after it.
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new Failure("The project's own Node does not run", {
          why: error.message,
          todo: 'Remove node_modules and start again.',
        }),
      ),
    );
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
  });
}
