import { Failure } from '../start/failure.js';

/**
 * The options before the command; what follows is the command's own.
 * @returns {{ share: number, times: number, within: number, command: string[] }} a third is share 3; within is in
 * minutes
 */
export function readArguments(given) {
  const options = { share: 3, times: 1, within: 240 };
  let at = 0;
  for (; given[at]?.startsWith('--'); at += 2) {
    const name = given[at].slice(2);
    const value = Number(given[at + 1]);
    if (!(name in options) || !(value >= 1))
      throw new Failure(`${given[at]} ${given[at + 1] ?? ''} is not understood`, {
        todo: `Options are ${Object.keys(options)
          .map((one) => `--${one} NUMBER`)
          .join(', ')}, before the command.`,
      });
    options[name] = value;
  }
  const command = given.slice(at);
  if (command.length === 0)
    throw new Failure('There is no command to run', { todo: 'Name one: npm run slow-day -- npm test -- --force' });
  return { ...options, command };
}
