import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedIn, readRequirements } from '../requirements/list.js';
import { checkReferences } from '../requirements/references.js';
import { tableText, testsByRequirement } from '../requirements/table.js';

const command = new URL('../requirements.js', import.meta.url).pathname;
const cases = new URL('requirement-cases/', import.meta.url).pathname;
const repository = new URL('../../..', import.meta.url).pathname;

const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });

/** What the table has for each requirement of the fixture: titles, with the describe blocks around them. */
const titles = (root: string) =>
  Object.fromEntries(
    testsByRequirement(root).map(({ requirement, tests }) => [
      `R${requirement.number}`,
      tests.map(({ title }) => title),
    ]),
  );

describe('a number in a text', () => {
  it.each([
    ['nothing (R)', []],
    ['one (R57)', ['R57']],
    ['a part (R57c), and the line (R57)', ['R57', 'R57c']],
    ['a range (R67–R69), also short: R3–4', ['R3', 'R4', 'R67', 'R68', 'R69']],
    ['twice: R8, R8', ['R8']],
    ['beside Japanese: R18の説明', ['R18']],
    ['no number of ours: PR57, R2D2, ER1', []],
  ])('%s', (text, expected) => {
    expect(namedIn(text).map(({ number, part }) => `R${number}${part}`)).toEqual(expected);
  });
});

describe('references to requirements', () => {
  it('fail where the page has no such line or part: in code, comments, pages and ranges', () => {
    const { references, unknown } = checkReferences(`${cases}broken`);
    expect(unknown.map(({ file, line, name }) => `${file}:${line} ${name}`)).toEqual([
      'apps/approval/src/decide.ts:1 R2c',
      'apps/approval/src/decide.ts:2 R3',
      'apps/approval/src/page.hbs:1 R3',
      'apps/approval/src/page.hbs:1 R4',
    ]);
    expect(references).toBe(10);
    const { status, stderr } = run('--check', `${cases}broken`);
    expect(status).toBe(1);
    expect(stderr).toContain('apps/approval/src/decide.ts:1\n  requirements-exist: R2c is not in docs/requirements.md');
  });

  it('all exist in this repository', () => {
    const { references, unknown } = checkReferences(repository);
    expect(unknown).toEqual([]);
    expect(references).toBeGreaterThan(500);
    expect([...readRequirements(repository).keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 170 }, (_, i) => i + 1),
    );
  });
});

describe('the table of tests', () => {
  it('takes titles of tests and of the blocks around them, with it.each, and no comments and rows', () => {
    expect(titles(`${cases}named`)).toEqual({
      R1: ['the page (R1)'],
      R2: [
        'the page (R1) › tells %s who must apply (R2a)',
        'the page (R1) › at ${later} (R4) › shows its … stage (R2)',
      ],
      R3: [],
      R4: ['the page (R1) › is `$page` (R4–R5)', 'the page (R1) › at ${later} (R4)'],
      R5: ['the page (R1) › is `$page` (R4–R5)'],
    });
  });

  it('lists those without a test last', () => {
    const { status, stdout } = run(`${cases}named`);
    expect(status).toBe(0);
    const [shown, open] = stdout.split('## Without a test');
    expect(shown).toContain(
      '- **R1** Public application page.\n  - apps/approval/test/pages.spec.ts\n    - `the page (R1)`\n',
    );
    expect(shown).toContain('Of 5 requirements 4 have a test, 1 have none yet.');
    expect(open?.trim()).toBe('- **R3** Nobody shows this.');
  });

  it('is written with --write, and the check fails until it is', () => {
    const root = mkdtempSync(join(tmpdir(), 'requirements-'));
    try {
      cpSync(`${cases}named`, root, { recursive: true });
      expect(run('--check', root)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('requirements-table: behind'),
      });
      expect(run('--write', root)).toMatchObject({ status: 0, stdout: '' });
      expect(run('--check', root)).toMatchObject({ status: 0, stderr: '' });
      expect(readFileSync(join(root, 'docs', 'requirements-tests.md'), 'utf8')).toBe(run(root).stdout);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('is up to date in this repository', () => {
    expect(readFileSync(join(repository, 'docs', 'requirements-tests.md'), 'utf8')).toBe(tableText(repository));
  });
});
