import { jest } from '@todoke/tooling/jest';

/** Each suite has a system of its own on two cores, so one after the other. */
export default jest({ maxWorkers: 1, testTimeout: 120_000 });
