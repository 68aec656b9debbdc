import { spawn } from 'node:child_process';
import { turboEnvironment } from '../start/build.js';
import { Failure } from '../start/failure.js';
import { root } from '../start/paths.js';
import { guard } from '../start/run-command.js';

/** What runs on the console; what finds mistakes may run side by side. */
const running = new Set();

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
  const current = { pid: child.pid, over };
  running.add(current);
  return over.finally(() => {
    running.delete(current);
    guardian.stdin.end(`- ${child.pid}\n`);
  });
}

/** Ends the programs that run on the console, if any, and waits for their end. */
export const endCurrent = (signal) => Promise.all([...running].map((current) => endOne(current, signal)));

async function endOne({ pid, over }, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
  await over;
}
