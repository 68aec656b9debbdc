import { jest } from '@todoke/tooling/jest';

/** Two suites at a time, each with a system of its own: while one waits, the other uses the cores. */
export default jest({ maxWorkers: 2, testTimeout: 120_000 });
