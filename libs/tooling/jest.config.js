import { jest } from './jest.js';

export default jest({
  testPathIgnorePatterns: [
    '/node_modules/',
    '/fixtures/',
    '/lint-cases/',
    '/requirement-cases/',
    '/word-cases/',
    '<rootDir>/test-results/',
  ],
});
