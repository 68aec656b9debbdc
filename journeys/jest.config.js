import { jest } from '@todoke/tooling/jest';

export default jest({
  globalSetup: '<rootDir>/dist/system/start-system.js',
  globalTeardown: '<rootDir>/dist/system/stop-system.js',
  // One system, and two cores that its services share with the browser.
  maxWorkers: 1,
  testTimeout: 120_000,
});
