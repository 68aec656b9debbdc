import { eventually } from '@todoke/testing';
import { accounts, outcomes } from '../src/ledger/accounts.js';
import { events, eventTotal, underWay } from '../src/ledger/events.js';
import { mails, mailTotals } from '../src/ledger/mails.js';
import { describe as describeStage, hasEnded, stagesOf } from '../src/ledger/stages.js';
import { describeOutage, everybodyIsReady, happens, outages } from '../src/outages.js';
import { Crowd } from '../src/people/crowd.js';
import { say, saying } from '../src/say.js';
import { System } from '../src/system/system.js';

const applications = Number(process.env['ENDURANCE_APPLICATIONS'] || 500);
const rounds = Number(process.env['ENDURANCE_ROUNDS'] || 3);
const minute = 60_000;

/** Shorter than usual, so that what a killed sender had in hand is not the longest wait of the test. */
const leases = { SMTP_SEND_TIMEOUT_MS: '2500', MAIL_LEASE_MS: '3500' };

let system: System;
let crowd: Crowd;

beforeAll(async () => {
  system = await System.start('survives', leases);
  crowd = new Crowd(system);
  say('the system is up');
}, 3 * minute);

afterAll(async () => {
  crowd.leaves();
  await system.stop();
}, minute);

/** While a part is taken away, and then another, so many come that every outage meets work of every stage. */
async function badDay(): Promise<void> {
  const all = outages(rounds);
  const arriving = all.map((_, place) => Math.floor((applications * (place + 1)) / all.length));
  for (const [place, outage] of all.entries()) {
    crowd.comes((arriving[place] ?? 0) - (arriving[place - 1] ?? 0));
    say(`${describeOutage(outage)} | ${crowd.toString()}`);
    await happens(system, outage);
    await everybodyIsReady(system);
  }
  await crowd.everybodyHasApplied();
}

/** Waits until the system has come to rest with every application at its end, and says who is not. */
async function everythingHasEnded(): Promise<void> {
  await eventually(
    async () => {
      const open = (await stagesOf(system)).filter((stage) => !hasEnded(stage));
      if (open.length > 0) throw new Error(`${open.length} have not: ${open.slice(0, 5).map(describeStage).join('; ')}`);
      const left = await underWay(system);
      if (left.length > 0) throw new Error(left.join('; '));
      return true;
    },
    { timeout: 4 * minute, what: 'the end of every application' },
  );
}

describe(`${applications} applications, while each service, NATS and Postgres are killed and frozen in turn`, () => {
  it('are all acknowledged and all come to their end', async () => {
    const officials = crowd.officialsWork();
    await saying(() => crowd.toString(), Promise.race([badDay(), officials]));
    say(`all have applied; ${crowd.toString()}`);
    await saying(() => crowd.toString(), Promise.race([everythingHasEnded(), officials]));
    crowd.officialsStop();
    await officials;
    expect(crowd.acknowledged).toHaveLength(applications);
  }, 15 * minute);

  it('end with one account an institution, and each account with its mail ②', async () => {
    expect(outcomes(await stagesOf(system), crowd.acknowledged)).toEqual([]);
    expect(await accounts(system, crowd.inbox)).toEqual([]);
  });

  it('leave no event lost, laid aside or unheard', async () => {
    expect(await events(system)).toEqual([]);
    say(`${await eventTotal(system)} events`);
  });

  it('leave every mail with its end, and none twice that is not counted', async () => {
    expect(await mails(system)).toEqual([]);
    const { mails: count, doubles, counted } = await mailTotals(system);
    say(`${count} mails, ${doubles} came a second time, ${counted} are counted as possibly twice`);
    expect(doubles).toBeLessThanOrEqual(counted);
  });

  it('show people at worst a page that says to try again', () => {
    expect(crowd.troubles.odd).toEqual([]);
  });

  it('take no part down with another', () => {
    expect(system.fallen).toEqual([]);
  });
});
