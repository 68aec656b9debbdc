import { basename } from 'node:path';

const started = Date.now();

/** A line of progress, past Jest, which would hold it back until a suite ends. Suites run side by side, so it names its own. */
export function say(line: string): void {
  const seconds = String(Math.round((Date.now() - started) / 1_000)).padStart(4);
  process.stdout.write(`${suite().padEnd(10)} ${seconds} s  ${line}\n`);
}

/** Says where things stand, every few seconds while `work` lasts. */
export async function saying<Result>(line: () => string, work: Promise<Result>, every = 5_000): Promise<Result> {
  const timer = setInterval(() => say(line()), every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    say(line());
  }
}

/** `test/survives.spec.ts` is `survives`; Jest knows which one runs here. */
const suite = (): string => basename(expect.getState().testPath ?? '', '.spec.ts');
