import { defineConfig } from 'eslint/config';
import stylistic from '@stylistic/eslint-plugin';
import tseslint from 'typescript-eslint';
import todoke from './lint/plugin.js';

/** What runs around the services reads the environment and writes to the terminal. */
const aroundServices = [
  'libs/{service,testing,tooling,local-system}/**',
  '{journeys,endurance,bench,scripts,deploy}/**',
  '*.config.js',
];
const commands = ['**/commands/**', '**/bin/**', '**/*.command.ts', '**/src/trial-data.ts'];
const tests = ['**/*.spec.ts', '**/test/**/*.ts'];

const everywhere = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/ban-ts-comment': 'error',
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  'todoke/environment-in-config': 'error',
  // Prettier lays code out; what it cannot break, such as texts and comments, is broken by hand.
  '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true }],
};

/** Rules for TypeScript; most need the type checker. */
const typed = {
  'todoke/inject-by-type': 'error',
  'todoke/private-members': 'error',
  'todoke/routes-say-who': 'error',
  'todoke/pages-are-called-page': 'error',
  '@typescript-eslint/await-thenable': 'error',
  // Does not apply in files with decorators, whose constructor types Nest reads at run time.
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const inTests = {
  'max-lines': ['error', { max: 500 }],
  'max-lines-per-function': 'off',
  'todoke/environment-in-config': 'off',
  'todoke/tests-always-run': 'error',
  'todoke/tests-are-called-it': 'error',
  'todoke/tests-say-what-they-expect': 'error',
  'todoke/tests-use-real-parts': 'error',
  'todoke/tests-wait-for-conditions': 'error',
  'todoke/tests-have-one-limit': 'error',
};

/**
 * The one ESLint configuration, in the repository's eslint.config.js; `eslint .` in a package's folder finds it there.
 * @param {string} root the repository, or a small copy of it for a test; patterns are relative to it
 * @param {import('typescript').Program[]} [programs] which have all TypeScript that is linted; without them they are
 * made of the nearest tsconfig.json
 */
export const eslint = (root, programs) =>
  defineConfig(
    {
      ignores: [
        '**/dist/',
        '**/build/',
        '**/test-results/',
        '**/screenshots/',
        '**/.todoke/',
        '**/generated/',
        '**/fixtures/',
      ],
    },
    { ignores: ['lint', 'requirement', 'word'].map((kind) => `libs/tooling/test/${kind}-cases/`) },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    {
      files: ['**/*.ts', '**/*.js'],
      plugins: { '@stylistic': stylistic, '@typescript-eslint': tseslint.plugin, todoke },
      languageOptions: { parser: tseslint.parser, ecmaVersion: 2024, sourceType: 'module' },
      rules: everywhere,
    },
    {
      files: ['**/*.ts'],
      languageOptions: {
        parserOptions: { ...(programs ? { programs } : { projectService: true }), tsconfigRootDir: root },
      },
      rules: typed,
    },
    {
      files: ['apps/*/src/**/*.ts'],
      ignores: ['**/persistence/**', ...tests],
      rules: { 'todoke/sql-in-persistence': 'error' },
    },
    { files: ['**/domain/**/*.ts'], ignores: tests, rules: { 'todoke/clock-is-an-argument': 'error' } },
    { files: tests, rules: inTests },
    { files: ['**/src/config.ts', '**/*.config.js'], rules: { 'todoke/environment-in-config': 'off' } },
    { files: commands, rules: { 'no-console': 'off' } },
    { files: aroundServices, rules: { 'no-console': 'off', 'todoke/environment-in-config': 'off' } },
    // A script of the browser is a classic script without types, and one function may hold all of it.
    { files: ['**/assets/**/*.js', '**/browser/**/*.js'], rules: { 'max-lines-per-function': 'off' } },
  );
