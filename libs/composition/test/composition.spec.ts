import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accountIssued, applicationApproved, mailAccepted } from '@todoke/events';
import { on } from '@todoke/messaging';
import { assetsOf } from '../src/assets.js';
import { appSettings, defineModule, defineService, type ModuleDefinition, Parts } from '../src/index.js';

const nothing = () => Promise.resolve();
const serviceOf = (...modules: ModuleDefinition[]) =>
  defineService({
    name: 'example',
    at: import.meta.url,
    config: () => appSettings.parse({}),
    databases: class {
      inTransaction = () => Promise.reject(new Error('not asked'));
      inOneStatement = nothing;
      check = () => ({ name: 'database', required: true, check: () => 'ok' as const });
      onApplicationShutdown = nothing;
    },
    modules,
  });

describe('a service is a list of modules', () => {
  it('and tells as data what each of them hears, sorted, without anything running', () => {
    const { hears } = serviceOf(
      defineModule({
        name: 'desk',
        reactions: [on.batch([mailAccepted, accountIssued], nothing), on.ignore(applicationApproved)],
      }),
      defineModule({ name: 'counting', reactions: [on.each(accountIssued, nothing)] }),
      defineModule({ name: 'help' }),
    );
    expect(hears).toEqual({
      desk: ['accounts.account-issued.v1', 'notifications.mail-accepted.v1'],
      counting: ['accounts.account-issued.v1'],
    });
  });

  it('of which no two have the same name: inbox rows are kept under it', () => {
    expect(() => serviceOf(defineModule({ name: 'desk' }), defineModule({ name: 'desk' }))).toThrow(
      'two modules named desk',
    );
  });

  it('of which each takes an event once: a second row would never run', () => {
    const twice = defineModule({
      name: 'desk',
      reactions: [on.each(accountIssued, nothing), on.batch(accountIssued, nothing)],
    });
    expect(() => serviceOf(twice)).toThrow('two rows');
  });
});

describe('assets', () => {
  const folder = (...files: string[]): URL => {
    const path = mkdtempSync(join(tmpdir(), 'assets-'));
    for (const file of files) writeFileSync(join(path, file), '');
    return pathToFileURL(`${path}/`);
  };

  it('of all modules are below the name of their service', () => {
    const assets = assetsOf('example', [
      { name: 'desk', assets: folder('desk.css') },
      { name: 'form', assets: folder('form.css', 'form.js'), packageAssets: { 'widget/widget.js': '/widget.js' } },
    ]);
    expect(Object.keys(assets).sort()).toEqual([
      'example/desk.css',
      'example/form.css',
      'example/form.js',
      'widget/widget.js',
    ]);
  });

  it('of two modules cannot have one name', () => {
    const modules = [
      { name: 'desk', assets: folder('list.css') },
      { name: 'form', assets: folder('list.css') },
    ];
    expect(() => assetsOf('example', modules)).toThrow('form brings example/list.css');
  });
});

it('what reactions and jobs work with is not there before the application is', () => {
  const parts = new Parts({}, { now: () => new Date() });
  expect(() => parts.get(Parts)).toThrow('does not stand yet');
});
