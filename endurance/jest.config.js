import { jest } from '@todoke/tooling/jest';

/** Each suite has a system of its own; what one waits for leaves a core to another. Whole days are told in one test. */
export default jest({ maxWorkers: 2, testTimeout: 60 * 60_000 });
