import { delimiter, join } from 'node:path';
import { modules } from './paths.js';
import { run } from './run-command.js';

/** Builds every package that changed since it was built; turbo knows which (decision 18). */
export async function build() {
  await run({
    name: 'build',
    command: join(modules, '.bin', 'turbo'),
    args: ['run', 'build', '--output-logs=errors-only'],
    env: turboEnvironment(),
    todo: 'Mend what it names, then start again.',
  });
}

export const turboEnvironment = () => ({
  ...process.env,
  PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_UI: 'false',
});
