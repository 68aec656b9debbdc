/**
 * How long a test waits for what processes do, in milliseconds: so long that only what never comes exceeds it. As in
 * @todoke/testing, which stands above this library and is not imported.
 */
export const patience = 120_000;
