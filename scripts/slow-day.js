#!/usr/bin/env node
/**
 * Runs a command on a slow day: with all that it starts it gets a third of this machine's processor.
 *
 *   npm run slow-day -- npm test -- --force
 *   npm run slow-day -- --times 3 --within 120 npx turbo run test --force --filter=journeys
 *
 * --share 4 leaves a fourth, --times 3 repeats it, --within 60 ends it after that many minutes (240 where it is left
 * out). Containers are processes of their engine, which nobody here can hold; so the suites get embedded servers.
 */
import { availableParallelism } from 'node:os';
import { readArguments } from './slow-day/arguments.js';
import { ControlGroup } from './slow-day/cgroup.js';
import { endWell } from './start/ending.js';
import { explain, Failure } from './start/failure.js';
import { endCurrent, onConsole } from './test/on-console.js';

const say = (line) => console.log(line);
let group;
const { end, isEnding } = endWell({
  // Cut short is not passed.
  asked: 130,
  say,
  explain,
  stop: async () => {
    await endCurrent('SIGTERM');
    await group?.remove();
  },
  force: () => group?.kill(),
});

async function main() {
  const { share, times, within, command } = readArguments(process.argv.slice(2));
  if (process.env.TEST_SERVERS === 'containers')
    throw new Failure('Containers cannot be held', { todo: 'Leave TEST_SERVERS out, or set it to embedded.' });
  process.env.TEST_SERVERS = 'embedded';
  // There is no second core that would be idle.
  process.env.SUITES_AT_A_TIME = '1';
  const cores = availableParallelism() / share;
  group = ControlGroup.make(cores);
  setTimeout(() => void end(1, `\nNot over within ${within} minutes.`), within * 60_000).unref();
  const passed = [];
  for (let time = 1; time <= times; time++) {
    const began = Date.now();
    passed.push(await onConsole(...group.entered(command)));
    const how = `${passed.at(-1) ? 'passed' : 'failed'} in ${Math.round((Date.now() - began) / 1_000)} s`;
    const held = `on ${cores.toFixed(2)} cores, halted in ${Math.round(group.halted() * 100)} % of its periods`;
    say(`slow day ${time} of ${times}: ${how} ${held}`);
  }
  await group.remove();
  process.exitCode = passed.every(Boolean) ? 0 : 1;
}

main().catch((error) => (isEnding() ? undefined : end(1, explain(error))));
