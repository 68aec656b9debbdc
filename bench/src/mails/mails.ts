import type { Envelope } from '@todoke/events';
import { NatsLink } from '@todoke/messaging';
import { eventually, rows } from '@todoke/testing';
import { type Figure, median, type Report, rounded } from '../report/figures.js';
import { say, saying } from '../report/say.js';
import { Forked } from '../system/forked.js';
import { statements } from '../system/statements.js';
import { cpuOf, startSystem, type System } from '../system/system.js';
import type { BareAnswer, BareOrder } from './bare-sender.js';
import { mailEvents } from './mail-events.js';

/** Mails of each round. */
const count = Number(process.env['BENCH_MAILS'] || 3_000);
/** The numbers of notifications processes to measure. */
const processes = (process.env['BENCH_MAILS_PROCESSES'] || '1,2,3').split(',').map(Number);
const roundsEach = 3;
/** The default of notifications. */
const connections = 20;

/** Mails a second through notifications, each from its event to an outcome that is written and published. */
export async function mails(): Promise<Report> {
  say('starting notifications');
  const system = await startSystem('mails', { services: ['notifications'], own: { NODE_ENV: 'production' } });
  const bare = new Forked<BareOrder, BareAnswer>(new URL('./bare-sender.js', import.meta.url));
  const nats = new NatsLink(system.natsUrl, 'bench');
  try {
    const through = new Rounds(system, nats);
    system.sink.keepsWhole(true);
    await through.run(Math.min(count, 300));
    const messages = system.sink.arrivals.slice(-30).map(({ raw = '' }) => raw);
    system.sink.keepsWhole(false);
    const send = async (): Promise<number> => {
      const { seconds } = await bare.ask({ port: system.sink.port, connections, messages, count });
      return count / seconds;
    };
    await send();
    const figures: Figure[] = [];
    for (const [place, wanted] of processes.entries()) {
      for (let one = processes[place - 1] ?? 1; one < wanted; one++) await system.addReplica('notifications');
      figures.push(await measured(wanted, through, send));
    }
    const besides = {
      'mails of a round': count,
      rounds: through.told.join(' · '),
      'a mail costs (ms of a core), first rounds': through.cost,
      'most frequent statements': await statements(system.adminUrl),
    };
    return { figures, besides, wrong: await through.whatIsWrong() };
  } finally {
    bare.stop();
    await nats.close();
    await system.stop();
  }
}

/** Rounds with and without notifications alternate, so that a disturbance affects both. */
async function measured(wanted: number, through: Rounds, send: () => Promise<number>): Promise<Figure> {
  const values: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < roundsEach; round++) {
    values.push(await through.run(count));
    limits.push(await send());
    const [value = 0, limit = 0] = [values.at(-1), limits.at(-1)];
    through.told.push(`${wanted}: ${rounded(value)} of ${rounded(limit)}/s`);
    say(through.told.at(-1) ?? '');
  }
  return {
    figure: `mails, ${wanted} ${wanted === 1 ? 'process' : 'processes'}`,
    unit: 'mails/s',
    value: median(values),
    limit: median(limits),
    limitedBy: 'pooled nodemailer alone sends the same bytes to the same sink',
  };
}

class Rounds {
  readonly told: string[] = [];
  cost: Record<string, number> = {};
  private sent = 0;

  constructor(
    private readonly system: System,
    private readonly nats: NatsLink,
  ) {}

  /** @returns mails a second, from the first event's publication until the last outcome is published */
  async run(mails: number): Promise<number> {
    const events = await mailEvents(this.system, mails);
    const wanted = this.sent + mails;
    this.sent = wanted;
    const before = cpuOf(this.system);
    const started = Date.now();
    await this.publish(events);
    let state = await this.state();
    const done = async (): Promise<boolean> => {
      state = await this.state();
      return state.told >= wanted;
    };
    await saying(
      () => `${state.told - wanted + mails} of ${mails} mails`,
      eventually(done, { timeout: 300_000, what: `the outcome of ${mails} mails` }),
    );
    const after = cpuOf(this.system);
    if (Object.keys(this.cost).length === 0 && mails === count) {
      const each = Object.keys(after).map(
        (name) => [name, (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / mails] as const,
      );
      this.cost = Object.fromEntries(each.map(([name, milliseconds]) => [name, rounded(milliseconds)]));
    }
    return mails / ((state.last.getTime() - started) / 1_000);
  }

  async whatIsWrong(): Promise<string[]> {
    const wrong: string[] = [];
    const { adminUrl, sink } = this.system;
    const states = await rows<{ state: string; count: number }>(
      adminUrl,
      'SELECT state, count(*)::int FROM notifications.mails GROUP BY state',
    );
    for (const { state, count: found } of states) if (state !== 'accepted') wrong.push(`${found} mails are ${state}`);
    const known = states.reduce((sum, one) => sum + one.count, 0);
    if (known !== this.sent) wrong.push(`${this.sent} mails were asked for, ${known} are known`);
    const ids = sink.arrivals.flatMap(({ recipients, id }) =>
      recipients[0]?.startsWith('bare-') === true ? [] : [id],
    );
    if (ids.length !== this.sent) wrong.push(`${this.sent} mails were asked for, ${ids.length} came`);
    if (new Set(ids).size !== ids.length) wrong.push('mails came twice');
    return wrong;
  }

  private async publish(events: readonly Envelope[]): Promise<void> {
    const client = await this.nats.client();
    await Promise.all(
      events.map((event) => client.publish(event.subject, JSON.stringify(event), { msgID: event.id, timeout: 60_000 })),
    );
  }

  private async state(): Promise<{ told: number; last: Date }> {
    const [row] = await rows<{ told: number; last: Date | null }>(
      this.system.adminUrl,
      `SELECT count(*)::int AS told, max(published_at) AS last FROM notifications.outbox
       WHERE published_at IS NOT NULL`,
    );
    return { told: row?.told ?? 0, last: row?.last ?? new Date() };
  }
}
