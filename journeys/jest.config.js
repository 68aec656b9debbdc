import { jest } from '@todoke/tooling/jest';

/** Spans are written to a file only by the system that these journeys start themselves. */
const onlyOwnSystem = process.env.TODOKE_DEMO ? ['trace\\.spec\\.ts$'] : [];

export default jest({
  globalSetup: '<rootDir>/dist/system/start-system.js',
  globalTeardown: '<rootDir>/dist/system/stop-system.js',
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/', ...onlyOwnSystem],
  // One suite at a time: all use one system, whose services share two cores with the browser.
  maxWorkers: 1,
});
