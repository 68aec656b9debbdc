import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from './bundle/packages.js';
import { noTotals, writeTotals } from './report-totals.js';

/** ES modules, TypeScript through SWC with the decorators that Nest reads. */
const syntax = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** A real Postgres and a real NATS for each worker. */
const servers = {
  globalSetup: '@todoke/testing/start-servers',
  globalTeardown: '@todoke/testing/stop-servers',
};

/**
 * The one Jest configuration. Every run leaves `test-results/totals.json` for the totals of `npm test`, with zeros
 * where no test was found (Jest then fails without asking its reporters).
 * @param {import('jest').Config & { servers?: boolean }} own what one package adds; `servers` gives real Postgres and
 * NATS
 */
export const jest = ({ servers: withServers = false, ...own } = {}) => {
  if (existsSync('jest.config.js')) writeTotals(process.cwd(), noTotals());
  return {
    testEnvironment: 'node',
    testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
    modulePathIgnorePatterns: ['<rootDir>/(dist|build)/', '<rootDir>/test/fixtures/'],
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...bundledPackages() },
    transform: { '^.+\\.ts$': ['@swc/jest', syntax] },
    setupFiles: ['reflect-metadata'],
    // What one waits for leaves a core to the other.
    maxWorkers: 2,
    // No measure of speed: a test that waits says itself what did not come, long before (`patience` of libs/testing).
    testTimeout: 10 * 60_000,
    reporters: ['default', [fileURLToPath(new URL('./report-totals.js', import.meta.url)), {}]],
    ...(withServers && servers),
    ...own,
  };
};
