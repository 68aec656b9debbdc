/**
 * How long a test waits for what real parts do, in milliseconds. Whatever comes at all comes long before, so that a
 * machine that is ten times slower than usual fails nothing; what never comes fails with what was awaited.
 */
export const patience = 120_000;

/**
 * Asks again until it is so. It is so when `ask` neither throws nor gives `undefined`, `null` or `false`; an `ask`
 * that gives nothing must have expected something: `await eventually(() => expect(mails).toHaveLength(1))`.
 * @throws when time is up, with what was awaited and why the last try was not it
 */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  { timeout = patience, what = 'the expected' }: { timeout?: number; what?: string } = {},
): Promise<NonNullable<Answer>> {
  const started = Date.now();
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    const last = await attempt(ask);
    if ('answer' in last) return last.answer;
    if (Date.now() - started >= timeout) {
      throw new Error(`${what} did not come within ${timeout} ms; the last try: ${last.reason}`, { cause: last.error });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

type Attempt<Answer> = { answer: NonNullable<Answer> } | { reason: string; error?: unknown };

async function attempt<Answer>(ask: () => Answer | Promise<Answer>): Promise<Attempt<Answer>> {
  const before = expectations();
  try {
    const answer = await ask();
    if (answer === undefined && expectations() > before) return { answer: answer as NonNullable<Answer> };
    if (answer === undefined || answer === null || answer === false) return { reason: `gave ${String(answer)}` };
    return { answer: answer };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), error };
  }
}

/** How many expectations this test has made so far; Jest counts them. */
const expectations = (): number => {
  const { expect } = globalThis as { expect?: { getState?: () => { assertionCalls?: number } } };
  return expect?.getState?.().assertionCalls ?? 0;
};
