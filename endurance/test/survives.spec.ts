import { eventually } from '@todoke/testing';
import { usesAccount } from '@todoke/testing/people';
import { accounts, outcomes } from '../src/ledger/accounts.js';
import { events, eventTotal } from '../src/ledger/events.js';
import { mails, mailTotals } from '../src/ledger/mails.js';
import { dayLong, everythingHasEnded } from '../src/ledger/rest.js';
import { stagesOf } from '../src/ledger/stages.js';
import { describeOutage, everybodyIsReady, happens, outages } from '../src/outages.js';
import { Crowd } from '../src/crowd.js';
import { say, saying } from '../src/say.js';
import { size } from '../src/size.js';
import { startSystem, type System } from '../src/system/system.js';

const { applications, rounds } = size;

/** Shorter than the default, so that the lease of a killed sender is not the longest wait of the test. */
const leases = { SMTP_SEND_TIMEOUT_MS: '1500', MAIL_LEASE_MS: '2500', MAIL_RETRY_FIRST_MS: '1000' };

let system: System;
let crowd: Crowd;

beforeAll(async () => {
  system = await startSystem('survives', { own: leases });
  crowd = new Crowd(system, 25);
  say('the system is up');
});

afterAll(async () => {
  crowd?.leaves();
  await system?.stop();
});

/** One part after the other is made unavailable, each in the midst of work: for each, new people come. */
async function badDay(): Promise<void> {
  const day = outages(rounds);
  for (const [place, outage] of day.entries()) {
    crowd.comes(
      Math.round((applications * (place + 1)) / day.length) - Math.round((applications * place) / day.length),
    );
    await workGoesOn();
    say(`${describeOutage(outage)} | ${crowd.toString()}`);
    if (crowd.applying === 0)
      throw new Error(`nobody is applying when it comes to ${describeOutage(outage)}: let more come`);
    await happens(system, outage);
    await everybodyIsReady(system);
  }
  await crowd.everybodyHasApplied();
}

async function workGoesOn(): Promise<void> {
  const before = crowd.progress;
  await eventually(() => crowd.progress > before, {
    timeout: dayLong,
    what: `that somebody gets on (${crowd.toString()})`,
  });
}

describe(`${applications} applications, while each service, NATS and Postgres are killed and frozen in turn`, () => {
  it('are all acknowledged and all come to their end', async () => {
    const officials = crowd.officialsWork();
    await saying(() => crowd.toString(), Promise.race([badDay(), officials]));
    say('all have applied; nothing fails any more');
    await saying(() => crowd.toString(), Promise.race([everythingHasEnded(system), officials]));
    crowd.officialsStop();
    await officials;
    expect(crowd.acknowledged).toHaveLength(applications);
  });

  it('end with one account an institution, and each account with its mail ② (R162)', async () => {
    expect(outcomes(await stagesOf(system), crowd.acknowledged)).toEqual([]);
    expect(await accounts(system, crowd.inbox)).toEqual([]);
  });

  it('leave no event lost, dead-lettered or unheard', async () => {
    expect(await events(system)).toEqual([]);
    say(`${await eventTotal(system)} events`);
  });

  it('leave every mail with its end, and none twice that is not counted', async () => {
    expect(await mails(system)).toEqual([]);
    const { mails: count, doubles, counted } = await mailTotals(system);
    say(`${count} mails, ${doubles} came a second time, ${counted} are counted as possibly twice`);
    // One at least whenever notifications was killed: it had handed over a mail and had no answer yet.
    expect(doubles).toBeGreaterThanOrEqual(rounds);
    expect(counted).toBeGreaterThanOrEqual(doubles);
  });

  it('show people at worst a page that says to try again', () => {
    expect(crowd.troubles.odd).toEqual([]);
  });

  it('take no part down with another', () => {
    expect(system.fallen).toEqual([]);
  });

  it('give accounts whose owners set a password and sign in (R47, R70)', async () => {
    const told = crowd.acknowledged.flatMap(({ address }) => crowd.inbox.guidanceFor(address).slice(0, 1)).slice(0, 3);
    for (const guidance of told) {
      const { h1 } = await usesAccount(system.settings.urls.accounts, guidance);
      expect(h1).toBe('接続先選択');
    }
  });
});
