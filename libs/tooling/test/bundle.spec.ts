import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const tooling = fileURLToPath(new URL('..', import.meta.url));
let app: string;

/** Sources of a small app, and packages that it finds in its own node_modules. */
const sources: Record<string, string> = {
  'main.ts': `
    import './tracing.js';
    import 'some-package';
    import { service } from './small.service.js';

    await service.run();`,
  'tracing.ts': `(globalThis as { begun?: boolean }).begun = true;`,
  'small.service.ts': `
    import { get } from 'node:http';
    import pg from 'pg';
    import { packageFile } from 'some-package';
    import { template, read } from './pages/page.js';

    /* What follows is on line 7 of the file. */
    const broken = (): never => { throw new Error('on line seven'); };

    class Decorated { readonly kind = this.constructor.name; }

    export const service = {
      run: async (): Promise<void> => {
        const { later } = await import('./later.js');
        const loaded = { asked: typeof get, traced: pg.traced, kind: new Decorated().kind, later };
        const shown = template(import.meta.url, './pages/words.hbs', undefined);
        console.log(JSON.stringify({ ...loaded, read: read(), packageFile, shown }));
        broken();
      },
    };`,
  'later.ts': `export const later = 'loaded when asked for';`,
  'pages/page.ts': `
    import { readFileSync } from 'node:fs';

    export const read = (): string => readFileSync(new URL('../../forms/form.txt', import.meta.url), 'utf8');
    export const template = (at: string, file: string, _compiled?: unknown): string =>
      readFileSync(new URL(file, at), 'utf8');`,
};

const packages: Record<string, string> = {
  'pg/package.json': '{ "name": "pg", "main": "index.js" }',
  'pg/index.js': 'module.exports = { traced: globalThis.begun === true };',
  'some-package/package.json': '{ "name": "some-package", "main": "index.js" }',
  'some-package/index.js': "exports.packageFile = require('fs').readFileSync(__dirname + '/data.txt', 'utf8');",
  'some-package/data.txt': 'beside the package',
  '@todoke/web/package.json':
    '{ "name": "@todoke/web", "type": "module", "exports": { "./templates": "./templates.js" } }',
  '@todoke/web/templates.js': "export const precompile = () => { throw new Error('no call has this form'); };",
};

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** As an app's build does it, but for the command. */
function build(): void {
  const compiled = Object.entries(sources).map(([name, text]) => {
    const to = name.replace(/ts$/, 'js');
    const { code, map } = transformSync(text.trim(), {
      swcrc: false,
      configFile: join(tooling, 'swc.json'),
      filename: join(app, 'src', name),
      sourceFileName: join(app, 'src', name),
    });
    return [
      [to, `${code}\n//# sourceMappingURL=${to.split('/').at(-1)}.map`],
      [`${to}.map`, map ?? ''],
    ] as const;
  });
  write(join(app, 'build'), Object.fromEntries(compiled.flat()));
  write(join(app, 'build'), { 'pages/words.hbs': 'words of the page' });
  execFileSync(process.execPath, [join(tooling, 'bundle.js')], { cwd: app, stdio: ['ignore', 'inherit', 'inherit'] });
}

beforeAll(() => {
  mkdirSync(join(tooling, 'test-results'), { recursive: true });
  app = mkdtempSync(join(tooling, 'test-results', 'bundled-'));
  write(join(app, 'node_modules'), packages);
  write(app, { 'package.json': '{ "name": "small", "type": "module" }', 'forms/form.txt': 'a form' });
  build();
});
afterAll(() => rmSync(app, { recursive: true }));

const run = () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    cwd: app,
    encoding: 'utf8',
  });
  return { said: JSON.parse(stdout || '{}') as Record<string, unknown>, stderr };
};

describe('a bundled program', () => {
  it('finds the files that lie beside its modules, its app and its packages', () => {
    expect(run()).toMatchObject({
      said: { shown: 'words of the page', read: 'a form', packageFile: 'beside the package' },
    });
  });

  it('loads pg after tracing has begun, from outside', () => {
    expect(run().said).toMatchObject({ traced: true });
  });

  it('keeps the names of classes, and loads what is imported later', () => {
    expect(run().said).toMatchObject({ kind: 'Decorated', later: 'loaded when asked for', asked: 'function' });
  });

  it('names file and line of our source in a stack', () => {
    expect(run().stderr).toMatch(/src\/small\.service\.ts:7:/);
  });

  it('leaves nothing of the bundle before it', () => {
    write(join(app, 'dist'), { 'part-OLD.js': '' });
    build();
    expect(readdirSync(join(app, 'dist'))).not.toContain('part-OLD.js');
    expect(run().said).toMatchObject({ read: 'a form' });
  });
});

it('a template that is broken stops the build', () => {
  const page = sources['pages/page.ts'] ?? '';
  sources['pages/page.ts'] = `${page}\nexport const shown = template(import.meta.url, './words.hbs');`;
  expect(build).toThrow();
  sources['pages/page.ts'] = page;
});
