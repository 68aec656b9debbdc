import { jest } from '@todoke/tooling/jest';

/** Each suite has a system of its own. Whole days are told in one test. */
export default jest({ testTimeout: 60 * 60_000 });
