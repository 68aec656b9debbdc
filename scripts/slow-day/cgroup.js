import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../start/failure.js';

/** The kernel lets a group run for so long in each period, and halts it for the rest: cgroups(7). */
const PERIOD_US = 100_000;
/** How long what is left in a group may take to end when asked, and then when killed. */
const PATIENCE_MS = 5_000;

/**
 * A control group whose processes, with all that they start, get no more than so many cores together.
 */
export class ControlGroup {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * @param {number} cores such as 0.67
   * @throws {Failure} where this user may make no control groups
   */
  static make(cores) {
    const parent = cpuController();
    const group = new ControlGroup(join(parent.folder, `todoke-slow-day-${process.pid}`));
    const { folder } = group;
    const quota = Math.round(cores * PERIOD_US);
    try {
      mkdirSync(folder);
      if (parent.version === 2) writeFileSync(join(folder, 'cpu.max'), `${quota} ${PERIOD_US}`);
      else {
        writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US));
        writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quota));
      }
    } catch (error) {
      if (existsSync(folder)) rmdirSync(folder);
      throw new Failure('The processor cannot be held', {
        why: error.message,
        todo: 'Run it as root, in a container of its own for example: control groups are made by root.',
      });
    }
    return group;
  }

  /** A command that enters the group and becomes the one given. @returns {[string, string[]]} */
  entered([...command]) {
    return ['/bin/sh', ['-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', this.folder, ...command]];
  }

  /** Which share of the periods with work it was halted in: about none means that nothing was held. */
  halted() {
    const text = readFileSync(join(this.folder, 'cpu.stat'), 'utf8');
    const figure = (name) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    return figure('nr_throttled') / Math.max(1, figure('nr_periods'));
  }

  /** Ends what is left in it, and removes it. */
  async remove() {
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      const until = Date.now() + PATIENCE_MS;
      for (const pid of this.#pids()) send(pid, signal);
      while (this.#pids().length > 0 && Date.now() < until) await pause(50);
    }
    rmdirSync(this.folder);
  }

  /** At once. */
  kill() {
    for (const pid of this.#pids()) send(pid, 'SIGKILL');
  }

  #pids() {
    if (!existsSync(this.folder)) return [];
    return readFileSync(join(this.folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended meanwhile.
  }
}

/** Where the kernel's processor controller is mounted: version 2 where it is there, else version 1. */
function cpuController() {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, folder = '', type = '', options = '']) => ({ folder, type, options: options.split(',') }));
  const second = mounts.find(
    ({ folder, type }) =>
      type === 'cgroup2' && /\bcpu\b/.test(readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8')),
  );
  if (second) return { folder: second.folder, version: 2 };
  const first = mounts.find(({ type, options }) => type === 'cgroup' && options.includes('cpu'));
  if (first && readdirSync(first.folder).includes('cpu.stat')) return { folder: first.folder, version: 1 };
  throw new Failure('The processor cannot be held', {
    why: 'No control groups with the cpu controller are mounted.',
    todo: 'Run it on a Linux machine, or in a container with --privileged.',
  });
}
