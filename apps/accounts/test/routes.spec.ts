import { admitted, declared, expectRouteTable, misleading, Visitor, type Visitors } from '@todoke/testing';
import { menu, routesOf } from '@todoke/web';

import { everybody, seed, signedIn } from './people.js';
import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running();
  await seed(service, everybody);
});
afterAll(() => service.stop());

/** Here people type a password. */
async function visitors(): Promise<Visitors> {
  const found: [string, Visitor][] = [['nobody', new Visitor(service.url)]];
  for (const person of everybody) found.push([person.role, await signedIn(service, person)]);
  return Object.fromEntries(found) as unknown as Visitors;
}

describe('the routes of accounts', () => {
  it('are those of routes.md', () => {
    expectRouteTable(new URL('../routes.md', import.meta.url), 'accounts', routesOf(service.app));
  });

  it('admit whom they declare, and nobody else', async () => {
    const routes = routesOf(service.app);
    expect(await admitted(await visitors(), routes)).toEqual(declared(routes));
  });

  it('to which the menu leads admit exactly those who see the entry (R158)', () => {
    expect(misleading(menu, 'accounts', routesOf(service.app))).toEqual([]);
  });
});
