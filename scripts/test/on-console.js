import { spawn } from 'node:child_process';
import { turboEnvironment } from '../start/build.js';
import { Failure } from '../start/failure.js';
import { root } from '../start/paths.js';
import { guard } from '../start/run-command.js';

let current;

/**
 * Runs one of the project's programs, or npm, with its output on this console, in a process group of its own.
 * @returns {Promise<boolean>} whether its exit code is 0
 */
export function onConsole(program, args) {
  const child = spawn(program, args, {
    cwd: root,
    env: turboEnvironment(),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const guardian = guard(child);
  const over = new Promise((resolve, reject) => {
    const todo = 'Remove node_modules and try again.';
    child.once('error', (error) => reject(new Failure(`${program} does not run`, { why: error.message, todo })));
    child.once('exit', (code) => resolve(code === 0));
  });
  current = { pid: child.pid, over };
  return over.finally(() => {
    current = undefined;
    guardian.stdin.end(`- ${child.pid}\n`);
  });
}

/** Ends the program that runs on the console, if any, and waits for its end. */
export async function endCurrent(signal) {
  if (current?.pid === undefined) return;
  try {
    process.kill(-current.pid, signal);
  } catch {
    // It has ended already.
  }
  await current.over;
}
