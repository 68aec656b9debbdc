import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { logs, root } from './paths.js';

/** Ends the processes that a killed parent leaves; a shell script of libs/local-system, which needs no build. */
const guardianScript = join(root, 'libs/local-system/src/processes/guardian.sh');

const running = new Set();
/** Milliseconds that a command may take to stop. */
const PATIENCE_MS = 5_000;

/**
 * @typedef {object} Command
 * @property {string} name names it in messages and its log file
 * @property {string} command
 * @property {string[]} [args]
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'beginning' | 'end'} [part] the part of its log to show when it fails
 * @property {string} [todo] what to do then
 */

/**
 * Runs a command of the preparation to its end, in a process group of its own, its output going to a log.
 * @param {Command} command
 * @throws {Failure} with a part of its log where the exit code is not 0
 */
export async function run({ name, command, args = [], cwd = root, env = process.env, part = 'end', todo }) {
  const log = join(logs, `${name}.log`);
  const file = openSync(log, 'w', 0o600);
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', file, file] });
  closeSync(file);
  const guardian = guard(child);
  running.add(child);
  try {
    const how = await new Promise((resolve) => {
      child.once('error', (error) => resolve(`${command} could not be started: ${error.message}`));
      child.once('exit', (code, signal) =>
        resolve(code === 0 ? undefined : signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
      );
    });
    if (how !== undefined)
      throw new Failure(`${name} did not work`, {
        why: `${how}. The ${part} of its log:\n${excerpt(log, part)}`,
        todo,
        log,
      });
  } finally {
    running.delete(child);
    guardian.stdin.end(`- ${child.pid}\n`);
  }
}

/**
 * Ends the command that `run` is running and waits for it; npm takes a while, since it cleans up first.
 */
export async function endRunning() {
  await Promise.all(
    [...running].map(async (child) => {
      const over = once(child, 'exit');
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE_MS);
      if (child.exitCode === null && child.signalCode === null) await over;
      clearTimeout(timer);
    }),
  );
}

/** Ends it at once. */
export function killRunning() {
  for (const child of running) signal(child, 'SIGKILL');
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // Ended already.
  }
}

/**
 * Has a child's whole process group ended if this process is killed. The caller closes its input when
 * the child is over.
 */
export function guard(child) {
  const guardian = spawn('/bin/sh', [guardianScript], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  guardian.on('error', () => undefined);
  guardian.stdin.on('error', () => undefined);
  guardian.unref();
  if (child.pid !== undefined) guardian.stdin.write(`+ TERM ${child.pid}\n`);
  return guardian;
}

/** Where a program prints the error first and then a stack, the beginning is more useful. */
function excerpt(log, part) {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return (part === 'end' ? lines.slice(-25) : lines.slice(0, 12)).join('\n');
}
