import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.js';
import { stateDir } from './paths.js';

const file = join(stateDir, 'start.json');

/**
 * Makes sure that this is the only start in this checkout. The lock is released when this process ends, and a
 * lock whose process has ended is ignored.
 */
export function takeLock() {
  const mine = JSON.stringify({ pid: process.pid, began: began(process.pid) });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const other = read();
    if (other !== undefined && other.began !== undefined && began(other.pid) === other.began) {
      throw new Failure('Todoke runs already from this checkout', {
        why: `process ${other.pid} has been started before and holds its state`,
        todo: `Use that one, or stop it first (Ctrl-C there, or: kill ${other.pid}).`,
      });
    }
    rmSync(file, { force: true });
  }
  process.on('exit', () => {
    if (read()?.pid === process.pid) rmSync(file, { force: true });
  });
}

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The start time of a process in clock ticks: a process id alone is reused. */
function began(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    try {
      process.kill(pid, 0);
      return 'unknown';
    } catch {
      return undefined;
    }
  }
}
