import { Operations } from '@todoke/service';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const paths = [
  '/metrics',
  '/docs',
  '/docs/',
  '/docs/index.html',
  '/docs/swagger-ui-init.js',
  '/openapi.json',
  '/docs?a=1',
  '//docs',
  '/docs/../openapi.json',
];
const asked = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, (await visitorAt(desk.url).once(path)).status] as const)),
  );
const operations = (): Operations => desk.app.get(Operations, { strict: false });

describe('figures and documentation', () => {
  it('are at hand while a service is developed and tried', async () => {
    expect(await asked()).toMatchObject({ '/metrics': 200, '/docs': 200, '/openapi.json': 200 });
  });

  it.each([
    ['where another port has them', { NODE_ENV: 'production', OPERATIONS_PORT: 9 }],
    ['in production, where no port was named', { NODE_ENV: 'production' }],
    ['where another port has them, whatever this service is for', { OPERATIONS_PORT: 9 }],
  ] as const)('are answered nowhere else: %s', async (_where, settings) => {
    operations().standAt(settings);
    expect([...new Set(Object.values(await asked()))]).toEqual([404]);
    expect((await visitorAt(desk.url).once('/health/live')).status).toBe(200);
  });

  it('are at the port of operations', async () => {
    operations().standAt({ NODE_ENV: 'production', OPERATIONS_PORT: Number(new URL(desk.url).port) });
    expect(await asked()).toMatchObject({ '/metrics': 200, '/docs': 200, '/openapi.json': 200 });
  });
});
