const started = Date.now();

/** A line of progress, with the seconds since the command began. */
export function say(line: string): void {
  const seconds = String(Math.round((Date.now() - started) / 1_000)).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
}

/** Prints the progress every two seconds while `work` lasts. */
export async function saying<Result>(line: () => string, work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => say(line()), 2_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
