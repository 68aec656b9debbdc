/**
 * How long a test waits for what real parts do, in milliseconds. Whatever comes at all comes long before, so that a
 * machine that is ten times slower than usual fails nothing; what never comes fails with what was awaited.
 */
export const patience = 120_000;
