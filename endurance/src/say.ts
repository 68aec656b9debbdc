import { basename } from 'node:path';

const started = Date.now();

/** Prints a line of progress with the suite's name at once; Jest would buffer it until the suite ends. */
export function say(line: string): void {
  const seconds = String(Math.round((Date.now() - started) / 1_000)).padStart(4);
  process.stdout.write(`${suite().padEnd(10)} ${seconds} s  ${line}\n`);
}

/** Prints the progress every few seconds while `work` lasts. */
export async function saying<Result>(line: () => string, work: Promise<Result>, every = 5_000): Promise<Result> {
  const timer = setInterval(() => say(line()), every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    say(line());
  }
}

/** The name of the running suite: `test/survives.spec.ts` is `survives`. */
const suite = (): string => basename(expect.getState().testPath ?? '', '.spec.ts');
