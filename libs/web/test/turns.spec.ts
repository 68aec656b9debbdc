import { Get } from '@nestjs/common';
import { eventually } from '@todoke/testing';
import { Page } from '../src/index.js';
import { type Desk, startDesk } from './desk/start-desk.js';

/** What a page of this test waits for. */
let gate: PromiseWithResolvers<string>;
let arrived: number;

@Page('slow', { roles: 'everybody' })
class SlowPage {
  @Get()
  show(): Promise<string> {
    arrived += 1;
    return gate.promise;
  }
}

let desk: Desk | undefined;
beforeEach(() => {
  gate = Promise.withResolvers();
  arrived = 0;
});
afterEach(async () => {
  gate.resolve('');
  await desk?.close();
});

const begin = async (waiting: number, patience: number): Promise<string> => {
  const turns = { atOnce: 1, waiting, patience };
  desk = await startDesk({ turns }, undefined, 0, () => ({ controllers: [SlowPage] }));
  return desk.url;
};
const ask = (url: string, path = '/slow') => fetch(`${url}${path}`);
const oneIsUnderWay = () => eventually(() => expect(arrived).toBe(1));

it('a request beyond those that may be under way waits its turn, and is answered', async () => {
  const url = await begin(1, 60_000);
  const first = ask(url);
  await oneIsUnderWay();
  const second = ask(url);
  expect((await ask(url, '/health/live')).status).toBe(200);
  expect(arrived).toBe(1);
  gate.resolve('answered');
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  expect(arrived).toBe(2);
});

it('where too many wait, one more is told so at once, and when to come again', async () => {
  const url = await begin(0, 60_000);
  const first = ask(url);
  await oneIsUnderWay();
  const refused = await ask(url);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await refused.text()).toContain('ただいまアクセスが集中しています');
  gate.resolve('answered');
  expect((await first).status).toBe(200);
  expect((await ask(url)).status).toBe(200);
});

it('whoever has waited for too long is told so, and a turn is never lost', async () => {
  const url = await begin(5, 20);
  const first = ask(url);
  await oneIsUnderWay();
  const refused = await Promise.all([ask(url), ask(url)]);
  expect(refused.map(({ status }) => status)).toEqual([503, 503]);
  gate.resolve('answered');
  expect((await first).status).toBe(200);
  expect((await ask(url)).status).toBe(200);
});

it('whoever goes away gives up the place, under way or in the queue', async () => {
  const url = await begin(1, 60_000);
  const [one, other] = [new AbortController(), new AbortController()];
  const first = fetch(`${url}/slow`, { signal: one.signal });
  await oneIsUnderWay();
  const second = fetch(`${url}/slow`, { signal: other.signal });
  other.abort();
  one.abort();
  await expect(Promise.all([first, second])).rejects.toThrow('abort');
  const next = ask(url);
  await eventually(() => expect(arrived).toBe(2));
  gate.resolve('answered');
  expect((await next).status).toBe(200);
});
