import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@todoke/local-system';
import { eventually, rows } from '@todoke/testing';
import type { Applicant } from '@todoke/testing/people';
import { accounts, outcomes } from '../src/ledger/accounts.js';
import { events, eventTotal } from '../src/ledger/events.js';
import { mails } from '../src/ledger/mails.js';
import { everythingHasEnded } from '../src/ledger/rest.js';
import { hasEnded, stagesOf } from '../src/ledger/stages.js';
import { everybodyIsReady } from '../src/outages.js';
import { Crowd } from '../src/crowd.js';
import { say, saying } from '../src/say.js';
import { restore, save } from '../src/system/backup.js';
import { losesEverything, startSystem, type System } from '../src/system/system.js';

/** So many applications at each stage. */
const some = 4;
const minute = 60_000;
const file = join(tmpdir(), `todoke-${process.pid}.backup`);

let system: System;
let crowd: Crowd;

beforeAll(async () => {
  // Longer than any mail takes: what is counted as possibly twice is counted for the backup's sake alone.
  system = await startSystem('restored', { own: { SMTP_SEND_TIMEOUT_MS: '60000', MAIL_LEASE_MS: '61000' } });
  crowd = new Crowd(system);
  say('the system is up');
});

afterAll(async () => {
  crowd?.leaves();
  await system?.stop();
  rmSync(file, { force: true });
});

/** Restarts accounts with other settings. */
async function accountsHas(settings: NodeJS.ProcessEnv): Promise<void> {
  await system.parts.accounts.kill();
  system.parts.accounts.settings = settings;
  await system.parts.accounts.start();
}

const count = async (status: string): Promise<number> =>
  (await stagesOf(system)).filter((stage) => stage.accounts === status || stage.approval === status).length;

const are = (number: number, status: string): Promise<unknown> =>
  eventually(async () => (await count(status)) === number, { what: `${number} applications that are ${status}` });

async function apply(groups = 1): Promise<void> {
  crowd.comes(groups * some);
  await crowd.everybodyHasApplied();
  await are(groups * some, 'waiting');
}

/** Some applications at every stage. @returns those who have not applied yet: with a code in their hands, or at 申請する */
async function workAtEveryStage(): Promise<Applicant[]> {
  await apply();
  await Promise.all([crowd.approve(some), crowd.secretariat.worksOff(some)]);
  await everythingHasEnded(system);
  // From now on mail ② waits for an hour after ①.
  await accountsHas({ GUIDANCE_MAIL_WAIT: 'PT1H' });
  await apply();
  await Promise.all([crowd.approve(some), crowd.secretariat.worksOff(some)]);
  await are(some, 'guidance-waiting');
  const atForm = Array.from({ length: some }, () => crowd.applicant());
  await Promise.all(atForm.map((applicant, place) => applicant.goesAsFarAs(place % 2 === 0 ? 'code' : 'confirm')));
  await apply(3);
  await crowd.approve(2 * some);
  await are(2 * some, 'to-check');
  await eventually(async () => (await waitingMails()).length === 0, { what: 'mails sent' });
  await system.sink.close();
  await crowd.secretariat.worksOff(some);
  await are(some, 'pre-notice-sent');
  await eventually(async () => (await waitingMails()).length === some, { what: 'mails that wait' });
  return atForm;
}

const waitingMails = (): Promise<{ code: string }[]> =>
  rows(system.adminUrl, `SELECT code FROM notifications.mails WHERE state IN ('waiting', 'sending')`);

const numbers = async (): Promise<string[]> => (await stagesOf(system)).map(({ number }) => number);

it('a backup of the running system, restored after all was lost, lets every application go on to its end', async () => {
  const atForm = await workAtEveryStage();
  const before = await stagesOf(system);
  const told = await eventTotal(system);
  say(`${before.length} applications, ${before.filter(hasEnded).length} at their end; ${told} events`);
  say(await save(system, file));

  await losesEverything(system);
  say('everything is gone; the servers are there again, empty');
  say((await restore(system, file)).replaceAll('\n', '; '));
  expect(await eventTotal(system)).toBe(told);
  expect(await stagesOf(system)).toEqual(before);

  // Two hours later, so that ② is due for those who wait for it.
  system.parts.accounts.settings = { CLOCK_START: new Date(Date.now() + 120 * minute).toISOString() };
  await Promise.all(services.map((service) => system.parts[service].start()));
  await system.sink.open();
  await everybodyIsReady(system);
  for (const applicant of atForm) crowd.applies(applicant);
  const officials = crowd.officialsWork();
  await saying(() => crowd.toString(), Promise.race([crowd.everybodyHasApplied(), officials]));
  expect(await numbers()).toHaveLength(before.length + some);
  await saying(() => crowd.toString(), Promise.race([everythingHasEnded(system), officials]));
  crowd.officialsStop();
  await officials;
});

it('everybody has one account and one mail ②, nothing is lost and nothing dead-lettered (R162)', async () => {
  expect(outcomes(await stagesOf(system), crowd.acknowledged)).toEqual([]);
  expect(await accounts(system, crowd.inbox)).toEqual([]);
  expect(await events(system)).toEqual([]);
  expect(await mails(system)).toEqual([]);
  expect(crowd.troubles.odd).toEqual([]);
});

it('numbers that may have been given after the backup are given to nobody else (R41)', async () => {
  const later = (await numbers()).slice(-some).map((number) => Number(number.slice('APF-'.length)));
  expect(Math.min(...later)).toBeGreaterThan(100_000);
});

it('mails that may have gone out after the backup are counted', async () => {
  const waiting = await rows<{ code: string; count: number }>(
    system.adminUrl,
    'SELECT code, count(*)::int AS count FROM notifications.mails WHERE possibly_twice GROUP BY 1 ORDER BY 1',
  );
  expect(waiting).toEqual([{ code: 'M4', count: some }]);
});
