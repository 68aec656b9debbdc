import { type Health, type Service, services } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import { accounts, outcomes } from '../src/ledger/accounts.js';
import { events } from '../src/ledger/events.js';
import { mails } from '../src/ledger/mails.js';
import { everythingHasEnded } from '../src/ledger/rest.js';
import { stagesOf } from '../src/ledger/stages.js';
import { everybodyIsReady } from '../src/outages.js';
import { Crowd } from '../src/crowd.js';
import { type Answered, Probes } from '../src/probes.js';
import { say } from '../src/say.js';
import { size } from '../src/size.js';
import { startSystem, type System } from '../src/system/system.js';

const { seconds } = size;
/**
 * How long people wait for a page in the meantime, in milliseconds. Usually it is a twentieth of that; a page that
 * waited for what is unavailable would not come at all, since that comes back only when all pages are there.
 */
const bounds = { page: 30_000, pageWithoutDatabase: 60_000 } as const;
/** So many applications are at each stage when it happens. */
const atEachStage = 4;

let system: System;
let crowd: Crowd;
let probes: Probes;
let away: Absence | undefined;

beforeAll(async () => {
  system = await startSystem('catches-up', { own: { SMTP_SEND_TIMEOUT_MS: '2500', MAIL_LEASE_MS: '3500' } });
  crowd = new Crowd(system);
  probes = await Probes.signIn(system);
  say('the system is up');
});

afterEach(async () => {
  // Where a test failed before, so that no other waits for what it took away.
  await away?.comeBack();
  away = undefined;
});
afterAll(async () => {
  crowd?.leaves();
  await system?.stop();
});

/** Something that is unavailable for a while, and what goes on meanwhile. */
interface Absence {
  readonly what: string;
  readonly leave: () => Promise<unknown> | void;
  readonly comeBack: () => Promise<unknown> | void;
  /** The readiness of services; those that are left out are ready. */
  readonly told: Partial<Record<Service, Health>>;
  /** The pages that people see; default: those that they want. */
  readonly pages?: { readonly without?: Service; readonly status?: number; readonly within?: number };
  /** What people can still do. */
  readonly done: { readonly submitted: number; readonly approved: number; readonly confirmed: number };
}

const ok = { database: 'ok', nats: 'ok' };
const everybody = (health: Health): Record<Service, Health> => ({
  ...(Object.fromEntries(services.map((service) => [service, health])) as Record<Service, Health>),
});
const all = { submitted: atEachStage, approved: atEachStage, confirmed: atEachStage };
const none = { submitted: 0, approved: 0, confirmed: 0 };

const absences: readonly Absence[] = [
  {
    what: 'NATS',
    leave: () => system.parts.nats.kill(),
    comeBack: () => system.parts.nats.start(),
    told: {
      ...everybody({ http: 200, status: 'degraded', checks: { database: 'ok', nats: 'unavailable' } }),
      notifications: { http: 200, status: 'degraded', checks: { database: 'ok', nats: 'unavailable', smtp: 'ok' } },
    },
    done: all,
  },
  {
    what: 'the mail server',
    leave: () => system.sink.close(),
    comeBack: () => system.sink.open(),
    told: { notifications: { http: 200, status: 'degraded', checks: { ...ok, smtp: 'unavailable' } } },
    done: all,
  },
  {
    what: 'Postgres, which takes connections and never answers,',
    leave: () => system.parts.postgres.freeze(),
    comeBack: () => system.parts.postgres.thaw(),
    told: {
      ...everybody({ http: 503, status: 'unready', checks: { database: 'unavailable', nats: 'ok' } }),
      notifications: { http: 503, status: 'unready', checks: { database: 'unavailable', nats: 'ok', smtp: 'ok' } },
    },
    pages: { status: 503, within: bounds.pageWithoutDatabase },
    done: none,
  },
  ...(['accounts', 'notifications'] as const).map((service): Absence => ({
    what: service,
    leave: () => system.parts[service].kill(),
    comeBack: () => system.parts[service].start(),
    told: { [service]: { http: 0 } },
    pages: { without: service },
    done: service === 'accounts' ? { ...all, confirmed: 0 } : all,
  })),
];

/** Some wait to submit, some for their prefecture, some for the secretariat. @returns what those at work do next */
async function workAtEveryStage(): Promise<() => Promise<unknown>[]> {
  const settled = crowd.acknowledged.length + 2 * atEachStage;
  crowd.comes(2 * atEachStage);
  const ready = Array.from({ length: atEachStage }, () => crowd.applicant());
  await Promise.all(ready.map((applicant) => applicant.goesAsFarAs('confirm')));
  await eventually(() => crowd.acknowledged.length === settled, { what: `${settled} applications` });
  await crowd.approve(atEachStage);
  await eventually(
    async () => {
      const { approval, accounts: checked } = await countWaiting();
      return approval === atEachStage && checked === atEachStage;
    },
    { what: 'work at every stage' },
  );
  return () => {
    for (const applicant of ready) crowd.applies(applicant);
    return [crowd.everybodyHasApplied(), crowd.approve(atEachStage), crowd.secretariat.worksOff(atEachStage)];
  };
}

async function countWaiting(): Promise<{ approval: number; accounts: number }> {
  const stages = await stagesOf(system);
  return {
    approval: stages.filter(({ approval }) => approval === 'waiting').length,
    accounts: stages.filter((stage) => stage.accounts === 'to-check').length,
  };
}

const doneSoFar = () => ({
  submitted: crowd.acknowledged.length,
  approved: crowd.approved,
  confirmed: crowd.secretariat.done.size,
});

const since = (before: ReturnType<typeof doneSoFar>, now = doneSoFar()) => ({
  submitted: now.submitted - before.submitted,
  approved: now.approved - before.approved,
  confirmed: now.confirmed - before.confirmed,
});

const inWords = (answered: Record<string, Answered>): string =>
  Object.entries(answered)
    .map(([service, { statuses, slowest }]) => `${service} ${statuses.join('/')} in ${slowest} ms`)
    .join(', ');

describe(`while something is unavailable for ${seconds} seconds`, () => {
  it.each(absences)('$what is named, the others answer, and the backlog drains by itself', async (absence) => {
    const goOn = await workAtEveryStage();
    const before = doneSoFar();
    const over = AbortSignal.timeout(seconds * 1_000);
    await absence.leave();
    away = absence;
    say(`${absence.what} is unavailable`);
    const atWork = Promise.all(goOn());
    const { without, status = 200, within = bounds.page } = absence.pages ?? {};
    const asked = services.filter((service) => service !== without);
    const watched = probes.until(over, asked);
    for (const service of services) {
      const told = absence.told[service] ?? {
        http: 200,
        status: 'ready',
        checks: { ...ok, ...(service === 'notifications' && { smtp: 'ok' }) },
      };
      await eventually(async () => expect(await system.parts[service].health()).toEqual(told), {
        what: `what ${service} says of itself`,
      });
    }
    const answered = await watched;
    await eventually(() => expect(since(before)).toEqual(absence.done), {
      what: `what people get done without ${absence.what}`,
    });
    const done = since(before);
    const began = Date.now();
    await absence.comeBack();
    away = undefined;
    say(`${absence.what} is back; meanwhile ${inWords(answered)}; ${JSON.stringify(done)}`);
    expect(done).toEqual(absence.done);
    for (const service of asked) {
      expect({ service, statuses: answered[service]?.statuses }).toEqual({ service, statuses: [status] });
      expect(answered[service]?.slowest).toBeLessThan(within);
    }

    await atWork;
    const rest = Promise.all([
      crowd.approve(2 * atEachStage - since(before).approved),
      crowd.secretariat.worksOff(3 * atEachStage - since(before).confirmed),
    ]);
    await Promise.all([rest, everythingHasEnded(system)]);
    await everybodyIsReady(system);
    say(`the backlog is gone ${Math.round((Date.now() - began) / 1_000)} s after ${absence.what} came back`);
    expect(system.fallen).toEqual([]);
  });

  it('nothing is lost, done twice or dead-lettered', async () => {
    expect(outcomes(await stagesOf(system), crowd.acknowledged)).toEqual([]);
    expect(await accounts(system, crowd.inbox)).toEqual([]);
    expect(await events(system)).toEqual([]);
    expect(await mails(system)).toEqual([]);
    expect(crowd.troubles.odd).toEqual([]);
  });
});
