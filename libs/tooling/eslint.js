import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import stylistic from '@stylistic/eslint-plugin';
import tseslint from 'typescript-eslint';
import todoke from './lint/plugin.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Packages around the services: they read the environment and write to the terminal. */
const aroundServices = /^(libs\/(service|testing|tooling|local-system)|journeys|endurance|bench)$/;
const commands = ['**/commands/**', '**/bin/**', '**/*.command.ts', 'src/trial-data.ts'];
const tests = ['**/*.spec.ts', 'test/**/*.ts'];

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

const outsidePersistence = {
  files: ['src/**/*.ts'],
  ignores: ['**/persistence/**', ...tests],
  rules: { 'todoke/sql-in-persistence': 'error' },
};

const free = { rules: { 'no-console': 'off', 'todoke/environment-in-config': 'off' } };

/**
 * The one ESLint configuration, in a package's eslint.config.js: `export default eslint(import.meta.dirname);`
 * @param {string} folder the package's folder, where its tsconfig.json stands
 * @param {string} [name] the folder as the repository calls it, for the few rules that differ by package
 */
export const eslint = (folder, name = relative(repository, folder)) =>
  defineConfig(
    { ignores: ['dist/', 'test-results/', 'screenshots/', '**/generated/', '**/fixtures/'] },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    {
      files: ['**/*.ts', '**/*.js'],
      plugins: { '@stylistic': stylistic, '@typescript-eslint': tseslint.plugin, todoke },
      languageOptions: { parser: tseslint.parser, ecmaVersion: 2024, sourceType: 'module' },
      rules: everywhere,
    },
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules: typed,
    },
    ...(name.startsWith('apps/') ? [outsidePersistence] : []),
    { files: ['**/domain/**/*.ts'], ignores: tests, rules: { 'todoke/clock-is-an-argument': 'error' } },
    { files: tests, rules: inTests },
    { files: ['src/config.ts', '*.config.js'], rules: { 'todoke/environment-in-config': 'off' } },
    { files: commands, rules: { 'no-console': 'off' } },
    ...(aroundServices.test(name) ? [free] : []),
    // A script of the browser is a classic script without types, and one function may hold all of it.
    { files: ['**/assets/**/*.js', '**/browser/**/*.js'], rules: { 'max-lines-per-function': 'off' } },
  );
