import { admitted, declared, expectNothingStored, expectRouteTable, misleading, visitorsOf } from '@todoke/testing';
import { menu, routesOf } from '@todoke/web';
import { type Running, staffed } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await staffed();
});
afterAll(() => service.stop());

describe('the routes of approval', () => {
  it('are those of routes.md', () => {
    expectRouteTable(new URL('../routes.md', import.meta.url), 'approval', routesOf(service.app));
  });

  it('admit whom they declare, and nobody else', async () => {
    const routes = routesOf(service.app);
    expect(await admitted(await visitorsOf(service), routes)).toEqual(declared(routes));
  });

  it('to which the menu leads admit exactly those who see the entry (R158)', () => {
    expect(misleading(menu, 'approval', routesOf(service.app))).toEqual([]);
  });

  it('store nothing of people who only look', async () => {
    const paths = routesOf(service.app).flatMap(({ method, path }) => (method === 'GET' ? [path] : []));
    await expectNothingStored(
      service,
      'approval',
      paths.filter((path) => !/[:*]/.test(path)),
    );
  });
});
