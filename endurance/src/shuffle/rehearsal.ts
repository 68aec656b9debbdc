import { type Envelope, producerOf } from '@todoke/events';
import type { Service } from '@todoke/local-system';
import { eventually, rows } from '@todoke/testing';
import type { StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { dayLong } from '../ledger/rest.js';
import { producersHeardBy, subjectsHeardBy } from '../system/hearing.js';
import { startSystem, type System } from '../system/system.js';
import { chanceFrom, shuffled } from './chance.js';
import { finalState, type FinalState } from './final-states.js';
import { type Deed, histories, type History, isDeed, isEvent, type Step } from './histories.js';
import { officialAt, sealFor, standInFor } from './officials.js';
import { Publisher } from './publisher.js';

/** One service at a time, alone with its database and NATS, to which the histories are told as if others were there. */
export class Rehearsal {
  private constructor(
    private readonly system: System,
    private readonly publisher: Publisher,
    private readonly standIn: StandInIssuer,
    readonly told: readonly History[],
  ) {}

  static async start(name: string): Promise<Rehearsal> {
    const system = await startSystem(name, { only: [], own: { GUIDANCE_MAIL_WAIT: 'PT1H' } });
    const publisher = await Publisher.connect(system.natsUrl);
    const standIn = await standInFor(system, 'approval');
    return new Rehearsal(system, publisher, standIn, await histories(new Date(), sealFor(system)));
  }

  async stop(): Promise<void> {
    await this.standIn.close();
    await this.publisher.close();
    await this.system.stop();
  }

  /** The ids of the events of the histories that a service hears. */
  meantFor(service: Service): string[] {
    const heard: readonly string[] = subjectsHeardBy(service);
    const events = this.told.flatMap((history) => stepsFor(service, history)).filter(isEvent);
    return events
      .filter(({ subject }) => heard.includes(subject))
      .map(({ id }) => id)
      .sort();
  }

  /** Publishes step after step, each once. */
  inOrder(service: Service, change: (event: Envelope) => unknown = (event) => event): Promise<FinalState> {
    return this.run(service, async (steps, does) => {
      for (const step of steps) {
        if (isDeed(step)) await does?.(step);
        else await this.publisher.publish(step, change(step));
        await this.comesToRest(service);
      }
    });
  }

  /** Publishes everything twice in the order of this seed; people act as soon as they can. */
  inAnyOrder(service: Service, seed: number): Promise<FinalState> {
    return this.run(service, async (steps, does) => {
      const chance = chanceFrom(seed);
      const deliveries = [1, 2].flatMap((time) => steps.filter(isEvent).map((event) => ({ event, time })));
      for (const { event, time } of shuffled(deliveries, chance)) await this.publisher.publish(event, event, time);
      for (const deed of shuffled(steps.filter(isDeed), chance)) await does?.(deed);
      await this.comesToRest(service);
    });
  }

  private async run(
    service: Service,
    tell: (steps: readonly Step[], does?: (deed: Deed) => Promise<void>) => Promise<void>,
  ): Promise<FinalState> {
    const { system } = this;
    const received = system.sink.mails.length;
    const steps = this.told.flatMap((history) => stepsFor(service, history));
    await this.begins(service);
    const decides = service === 'approval' || service === 'accounts';
    await tell(steps, decides ? await officialAt(system, service) : undefined);
    const state = await finalState(system, service);
    await system.parts[service].kill();
    const mails = system.sink.mails.slice(received).map(({ messageId, subject }) => ({ messageId, subject }));
    const sorted = mails.sort((one, other) => (String(one.messageId) < String(other.messageId) ? -1 : 1));
    return { ...state, received: sorted };
  }

  /** Starts a service on an empty schema and new streams. */
  private async begins(service: Service): Promise<void> {
    const { system, publisher } = this;
    await rows(system.adminUrl, `DROP SCHEMA IF EXISTS ${service} CASCADE`);
    await system.programs.migrate(service);
    if (service === 'accounts') await system.programs.bringTrialData('accounts');
    if (service === 'registration') await this.applicantsWereHere();
    await publisher.newStreams();
    await system.parts[service].start();
    const heard = () => publisher.isHeardBy(service, producersHeardBy(service));
    await eventually(heard, { what: `the consumers of ${service}` });
  }

  /** Inserts registration's own applications of the histories, as its form stores them. */
  private async applicantsWereHere(): Promise<void> {
    for (const { route, number, steps } of this.told) {
      const first = steps.find(isEvent);
      if (route === 'proxy' || number === '' || first === undefined) continue;
      const { items, address } = first.data as { items: object; address: string };
      await rows(
        this.system.adminUrl,
        `INSERT INTO registration.applications (number, prefecture, draft_id, address, items, terms_version,
           privacy_version, submitted_at)
         VALUES ($1, '46', gen_random_uuid(), $2, $3, '1', '1', $4)`,
        [number, address, items, first.occurredAt],
      );
    }
  }

  /** Waits until a service has consumed everything and has no work under way. */
  private async comesToRest(service: Service): Promise<void> {
    const { publisher, system } = this;
    await eventually(async () => (await publisher.openFor(service, producersHeardBy(service))) === 0, {
      timeout: dayLong,
      what: `rest of ${service}`,
    });
    if (service !== 'notifications') return;
    const sql = `SELECT count(*)::int AS count FROM notifications.mails WHERE state IN ('waiting', 'sending')`;
    const sent = async () => (await rows<{ count: number }>(system.adminUrl, sql))[0]?.count === 0;
    await eventually(sent, { what: 'an end of every mail' });
  }
}

/**
 * The steps of a history that concern a service: events of others, and actions of its people. Approval files proxy
 * applications itself, so it hears nothing of those of a history.
 */
const stepsFor = (service: Service, { route, steps }: History): readonly Step[] =>
  service === 'approval' && route === 'proxy'
    ? []
    : steps.filter((step) => (isDeed(step) ? step.at === service : producerOf(step.subject) !== service));
