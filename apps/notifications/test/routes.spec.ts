import {
  admitted,
  declared,
  expectNothingStored,
  expectRouteTable,
  misleading,
  people,
  runService,
  type RunningService,
  visitorsOf,
} from '@todoke/testing';
import { menu, routesOf } from '@todoke/web';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { notifications } from '../src/notifications.service.js';
import { environmentOf } from './settings.js';

let service: RunningService<NestFastifyApplication>;
beforeAll(async () => {
  const { SEALING_PRIVATE_KEYS, SMTP_URL } = environmentOf({});
  const environment = { SEALING_PRIVATE_KEYS, SMTP_URL };
  service = await runService(notifications, { now: new Date('2026-11-20T10:00:00+09:00'), people, environment });
});
afterAll(() => service.stop());

describe('the routes of notifications', () => {
  it('are those of routes.md', () => {
    expectRouteTable(new URL('../routes.md', import.meta.url), 'notifications', routesOf(service.app));
  });

  it('admit whom they declare, and nobody else', async () => {
    const routes = routesOf(service.app);
    expect(await admitted(await visitorsOf(service), routes)).toEqual(declared(routes));
  });

  it('to which the menu leads admit exactly those who see the entry (R158)', () => {
    expect(misleading(menu, 'notifications', routesOf(service.app))).toEqual([]);
  });

  it('store nothing of people who only look', async () => {
    const paths = routesOf(service.app).flatMap(({ method, path }) => (method === 'GET' ? [path] : []));
    await expectNothingStored(
      service,
      'notifications',
      paths.filter((path) => !/[:*]/.test(path)),
    );
  });
});
