import { admitted, declared, expectRouteTable, misleading, people, visitorsOf } from '@todoke/testing';
import { menu, routesOf } from '@todoke/web';

import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running({ people });
});
afterAll(() => service.stop());

describe('the routes of registration', () => {
  it('are those of routes.md', () => {
    expectRouteTable(new URL('../routes.md', import.meta.url), 'registration', routesOf(service.app));
  });

  it('admit whom they declare, and nobody else', async () => {
    const routes = routesOf(service.app);
    expect(await admitted(await visitorsOf(service), routes)).toEqual(declared(routes));
  });

  it('to which the menu leads admit exactly those who see the entry (R158)', () => {
    expect(misleading(menu, 'registration', routesOf(service.app))).toEqual([]);
  });
});
