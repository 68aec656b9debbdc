import { jest } from '@todoke/tooling/jest';

/** Each suite has a system of its own; what one waits for leaves a core to another. */
export default jest({ maxWorkers: 2, testTimeout: 120_000 });
