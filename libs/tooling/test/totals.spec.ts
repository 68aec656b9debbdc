import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const tooling = new URL('..', import.meta.url).pathname;
const jestCommand = createRequire(import.meta.url).resolve('jest/bin/jest');

/** A package of its own, with these suites, whose Jest is run for real. */
const runPackage = (suites: Record<string, string>) => {
  mkdirSync(join(tooling, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(tooling, 'test-results', 'package-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "small", "type": "module" }');
  writeFileSync(join(folder, 'jest.config.js'), `import { jest } from '${tooling}jest.js';\nexport default jest();\n`);
  for (const [name, text] of Object.entries(suites)) writeFileSync(join(folder, 'src', name), text);
  const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', jestCommand], { cwd: folder });
  const totals = JSON.parse(readFileSync(join(folder, 'test-results', 'totals.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  rmSync(folder, { recursive: true });
  return { status, totals };
};

describe('the totals of a package', () => {
  it('count what passed, failed and was left out', () => {
    const suite =
      "it('a', () => {});\nit('b', () => {});\nit('c', () => { throw new Error('no'); });\nit.skip('d', () => {});";
    const { status, totals } = runPackage({ 'some.spec.ts': suite });
    expect(status).toBe(1);
    expect(totals).toMatchObject({ package: 'small', files: 1, passed: 2, failed: 1, skipped: 1 });
    expect(totals['failures']).toEqual([expect.stringMatching(/^src\/some\.spec\.ts\n[^]*● c\n\n *no\n/)]);
    expect(new Date(totals['startedAt'] as string).getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('count a suite that cannot run as failed', () => {
    const { status, totals } = runPackage({
      'fine.spec.ts': "it('a', () => {});",
      'broken.spec.ts': "import { nothing } from './not-there.js';\nit('b', () => nothing());",
    });
    expect(status).toBe(1);
    expect(totals).toMatchObject({ files: 2, passed: 1, failed: 1 });
  });

  it('are zero, and the run fails, where no test was found', () => {
    const { status, totals } = runPackage({});
    expect(status).toBe(1);
    expect(totals).toMatchObject({ package: 'small', files: 0, passed: 0, failed: 0 });
  });
});
