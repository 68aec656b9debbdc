import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { repository, services } from '@todoke/local-system';
import { eventually, lockedTable } from '@todoke/testing';
import { subjects } from '@todoke/testing/people';
import { Applicant } from '../src/applicant.js';
import { figuresOf, namesIn, samplesIn, sum } from '../src/figures.js';
import { mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress } from '../src/samples.js';
import { demo } from '../src/system/demo.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

const submitted = 'registration.application-submitted.v1';

/** The rows of the table in docs/operating.md: metric → where it is. */
const described = (): Map<string, string> => {
  const text = readFileSync(join(repository, 'docs', 'operating.md'), 'utf8');
  return new Map([...text.matchAll(/^\| `(\w+)` \| (\w+) \| [^|]+ \|/gm)].map(([, name = '', at = '']) => [name, at]));
};

const ours = (figures: string): string[] => namesIn(figures).filter((name) => !/^(process|nodejs)_/.test(name));

describe('the figures of a service', () => {
  it.each(services)('of %s are those that docs/operating.md describes, and no others', async (service) => {
    const here = [...described()].filter(([, at]) => at === 'all' || at === service);
    expect(here.length).toBeGreaterThan(10);
    expect(ours(await figuresOf(service))).toEqual(here.map(([name]) => name).sort());
  });

  it.each(services)('of %s have help, and names by Prometheus’ conventions', async (service) => {
    const figures = await figuresOf(service);
    for (const name of ours(figures)) {
      const [, help] = new RegExp(`^# HELP ${name} (.+)$`, 'm').exec(figures) ?? [];
      const [, type] = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(figures) ?? [];
      expect([name, help]).toEqual([name, expect.stringMatching(/\w+ \w+/)]);
      expect([name, type, name.endsWith('_total')]).toEqual([name, type, type === 'counter']);
      if (type === 'histogram') expect(name).toMatch(/^[a-z_]+_seconds$/);
    }
  });

  it('tell of an application by routes, subjects and kinds of mail, and of the process itself', async () => {
    const before = await figuresOf('registration');
    const address = newAddress('figures');
    const number = await new Applicant((await visitor()).tab, address).applies();
    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.approves(number);
    await mailTo(address, subjects.received);
    const click = { route: '/user-Registration-Form/confirm', method: 'POST', status: '303' };
    await eventually(async () => {
      const registration = await figuresOf('registration');
      const grown = (name: string, labels = {}): number => sum(registration, name, labels) - sum(before, name, labels);
      expect(grown('http_request_duration_seconds_count', click)).toBe(1);
      expect(grown('events_published_total', { subject: submitted })).toBe(1);
      expect(sum(registration, 'outbox_events')).toBe(0);
      expect(sum(registration, 'database_pool_connections', { pool: 'app' })).toBeGreaterThan(0);
      expect(sum(registration, 'database_pool_max_connections', { pool: 'worker' })).toBe(10);
      expect(grown('database_pool_wait_seconds_count', { pool: 'app' })).toBeGreaterThan(0);
      expect(grown('database_pool_wait_seconds_count', { pool: 'sessions' })).toBeGreaterThan(0);
      expect(sum(registration, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
      expect(sum(registration, 'health_check_ok', { check: 'database' })).toBe(1);

      const approval = await figuresOf('approval');
      expect(sum(approval, 'events_consumed_total', { subject: submitted, outcome: 'done' })).toBeGreaterThan(0);
      expect(sum(approval, 'events_delay_seconds_count', { subject: submitted })).toBeGreaterThan(0);
      const shown = { route: '/applications/:number', method: 'GET', status: '200' };
      expect(sum(approval, 'http_request_duration_seconds_count', shown)).toBeGreaterThan(0);
      const backlog = samplesIn(approval).filter(({ name }) => name === 'events_pending');
      expect(backlog.map(({ labels, value }) => [labels['stream'], value])).toContainEqual(['REGISTRATION', 0]);
      expect(samplesIn(approval).filter(({ name }) => name === 'events_in_hand')).toHaveLength(backlog.length);

      const accounts = await figuresOf('accounts');
      const signIn = { route: '/login/:interaction', method: 'POST', status: '303' };
      expect(sum(accounts, 'http_request_duration_seconds_count', signIn)).toBeGreaterThan(0);
      expect(sum(accounts, 'http_request_duration_seconds_count', { route: '/oidc/*' })).toBeGreaterThan(0);

      const notifications = await figuresOf('notifications');
      expect(sum(notifications, 'mails', { mail: 'M2', state: 'accepted' })).toBeGreaterThan(0);
      expect(sum(notifications, 'mails_oldest_open_seconds')).toBeLessThan(60);
    });
  });

  it('come in time though a part of the database hangs, and lack no more than that', async () => {
    const lock = await lockedTable(demo().postgres, 'approval.dead_letters');
    // In time is before the part answers again: the lock is held until they are there.
    const [figures] = await Promise.all([figuresOf('approval'), lock.waitedFor()]);
    await lock.release();
    expect(figures).toContain('# TYPE dead_letters gauge');
    expect(samplesIn(figures).filter(({ name }) => name === 'dead_letters')).toEqual([]);
    expect(sum(figures, 'health_check_ok', { check: 'database' })).toBe(1);
    expect(sum(figures, 'http_request_duration_seconds_count')).toBeGreaterThan(0);
  });
});

describe('what clients invent', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 24 });
  afterAll(() => agent.destroy());

  async function asks(path: string, method: string): Promise<number> {
    const asked = request({ agent, host: 'localhost', port: new URL(demo().services.registration).port, path, method });
    asked.setHeader('accept', 'application/json');
    asked.end();
    const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode ?? 0;
  }

  const series = async (): Promise<string[]> =>
    samplesIn(await figuresOf('registration'))
      .filter(({ name }) => name === 'http_request_duration_seconds_count')
      .map(({ labels }) => Object.values(labels).join(' '));

  it('makes no label: ten thousand addresses are one, and so are unusual methods', async () => {
    const count = async (): Promise<number> =>
      sum(await figuresOf('registration'), 'http_request_duration_seconds_count', { route: 'none' });
    const first = await count();
    await asks('/first', 'GET');
    await asks('/first', 'PROPFIND');
    // A request is counted when its answer is gone, which whoever asked may know sooner.
    await eventually(async () => expect(await count()).toBe(first + 2));
    const before = await series();
    const known = await count();
    const paths = Array.from({ length: 10_000 }, (_, n) => `/${String(n)}/髙﨑-${String(n)}?q=${String(n)}`).map(
      encodeURI,
    );
    const statuses = new Set(await Promise.all(paths.map((path) => asks(path, 'GET'))));
    for (const method of ['PROPFIND', 'MKCOL', 'SUBSCRIBE', 'REPORT']) statuses.add(await asks('/invented', method));
    expect(statuses).toEqual(new Set([404]));
    await eventually(async () => expect((await count()) - known).toBe(10_004));
    expect(await series()).toEqual(before);
    expect(before.filter((labels) => labels.includes('other'))).toEqual(['none other 404']);
  });

  it('is counted even where the address cannot be read', async () => {
    const broken = { route: 'none', method: 'GET', status: '400' };
    const before = sum(await figuresOf('registration'), 'http_request_duration_seconds_count', broken);
    expect(await asks('/%zz', 'GET')).toBe(400);
    await eventually(async () => {
      expect(sum(await figuresOf('registration'), 'http_request_duration_seconds_count', broken)).toBe(before + 1);
    });
  });
});
