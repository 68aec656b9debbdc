import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const program = new URL('../check-all.js', import.meta.url).pathname;
const results = new URL('../test-results/', import.meta.url).pathname;

const config = (options: object, ...include: string[]): string =>
  JSON.stringify({
    compilerOptions: { target: 'es2023', module: 'nodenext', strict: true, types: ['node'], noEmit: true, ...options },
    include,
  });
const plain = config({ lib: ['es2024'] }, 'src', 'test');
const scripts = config({ lib: ['es2024'], allowJs: true, checkJs: true, noImplicitAny: false }, 'begin.js');

/** A small repository in which nothing is wrong: parts with other options read the same file. */
const clean = {
  'package.json': '{ "type": "module" }',
  'format.config.js': 'export default {};\n',
  'libs/one/tsconfig.json': plain,
  'libs/one/src/index.ts': 'export const one = (): number => 1;\n',
  'libs/one/test/one.spec.ts': "import { one } from '../src/index.js';\nit('is one', () => expect(one()).toBe(1));\n",
  'libs/one/test/jest.ts': 'declare global {\n  const it: any, expect: any; // eslint-disable-line\n}\nexport {};\n',
  'libs/two/tsconfig.json': config({ lib: ['es2024', 'dom'] }, 'src'),
  'libs/two/src/index.ts':
    "import { one } from '../../one/src/index.js';\nexport const two = (): string => document.title.repeat(one());\n",
  'apps/three/tsconfig.json': plain,
  'apps/three/src/main.ts':
    "import { one } from '../../../libs/one/src/index.js';\nexport const main = async () => one();\n",
  'scripts/tsconfig.json': scripts,
  'scripts/begin.js': "import { step } from './step.js';\n\nstep(1);\n",
  'scripts/step.js': '/** @param {number} time */\nexport const step = (time) => time.toFixed();\n',
};

/** In each file one mistake, and how it is told. */
const wrong: Readonly<Record<string, [text: string, told: string]>> = {
  'libs/one/src/typed.ts': ["export const one: number = '1';\n", 'TS2322'],
  'libs/one/test/typed.spec.ts': ['export const wrong: number = true;\n', 'TS2322'],
  // Another part with the declarations of browsers reads this file.
  'libs/one/src/index.ts': ['export const one = (): number => document.title.length;\n', 'TS2584'],
  'apps/three/src/main.ts': [
    "import { one } from '../../../libs/one/src/index.js';\nexport const main = async () => one('x');\n",
    'TS2554',
  ],
  'scripts/begin.js': ["import { step } from './step.js';\n\nstep('x');\n", 'TS2345'],
  // Its configuration does not name it.
  'scripts/step.js': ['/** @param {number} time */\nexport const step = (time) => gone + time;\n', 'TS2304'],
  'libs/two/src/late.ts': [
    'const main = async () => 1;\nexport const late = (): void => {\n  main();\n};\n',
    'no-floating-promises',
  ],
  'libs/one/test/late.ts': ['export var late = 1;\n', 'no-var'],
  'format.config.js': ['export var form = {};\n', 'no-var'],
};

let root: string;
beforeEach(() => {
  mkdirSync(results, { recursive: true });
  root = mkdtempSync(join(results, 'check-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function check(files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, root], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** What tsc and ESLint tell: `file code`. */
function* toldIn(said: string): Generator<string> {
  let file = '';
  for (const line of said.split('\n')) {
    const typed = /^(\S+)\(\d+,\d+\): error (TS\d+)/.exec(line);
    if (typed !== null) yield `${typed[1]} ${typed[2]}`;
    if (line.startsWith(`${root}/`)) file = line.slice(root.length + 1);
    const ruled = /^ +\d+:\d+ +error .* (?:@[\w-]+\/)?([\w-]+)$/.exec(line);
    if (ruled !== null) yield `${file} ${ruled[1]}`;
  }
}

describe('the check of everything at once', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(check(clean)).toEqual({ status: 0, said: 'types and lint: 7 files, nothing to mend\n' });
  });

  it('finds each mistake in a file of each kind, by the options of its part', () => {
    const texts = Object.entries(wrong).map(([file, [text]]) => [file, text]);
    const { status, said } = check({ ...clean, ...Object.fromEntries(texts) });
    expect(status).toBe(1);
    expect([...toldIn(said)].sort()).toEqual(
      Object.entries(wrong)
        .map(([file, [, told]]) => `${file} ${told}`)
        .sort(),
    );
  });

  it('fails where there is nothing', () => {
    expect(check({}).status).toBe(1);
  });
});
