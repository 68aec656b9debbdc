import { basename } from 'node:path';
import { ESLint } from 'eslint';
import { eslint } from '../eslint.js';

/** A small repository whose files break one rule each: the one that the file is named after. */
const root = new URL('lint-cases', import.meta.url).pathname;

const broken = async (folder: string) => {
  const linter = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: eslint(root) });
  const results = await linter.lintFiles([folder]);
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [
      basename(filePath).replace(/(\.spec)?\.ts$/, ''),
      [...new Set(messages.map(({ ruleId, message }) => ruleId?.replace(/^.*\//, '') ?? message))],
    ]),
  );
};

const allowed = ['clean', 'config', 'rows', 'trial-data'];

describe('the linter', () => {
  it('finds in each file the one thing that it is named after, and nothing in the clean ones', async () => {
    const found = await broken('apps/approval');
    const expected = Object.keys(found).map((file) => [file, allowed.includes(file) ? [] : [file]]);
    expect(found).toEqual(Object.fromEntries(expected));
    expect(expected.length).toBeGreaterThan(15);
  });

  it('lets the packages around the services read the environment and speak to the terminal', async () => {
    const found = await broken('libs/testing');
    expect(found['no-console']).toEqual([]);
    expect(found['environment-in-config']).toEqual([]);
    expect(found['no-floating-promises']).toEqual(['no-floating-promises']);
  });
});
