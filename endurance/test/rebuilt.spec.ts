import type { Service } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import { accounts, outcomes } from '../src/ledger/accounts.js';
import { events, notTakenBy, waitingFor } from '../src/ledger/events.js';
import { acceptedMails, cameAgain, mails } from '../src/ledger/mails.js';
import { dayLong, everythingHasEnded } from '../src/ledger/rest.js';
import { stagesOf } from '../src/ledger/stages.js';
import { deleteStream } from '../src/ledger/streams.js';
import { Crowd } from '../src/crowd.js';
import { say, saying } from '../src/say.js';
import { size } from '../src/size.js';
import { rebuild, startSystem, type System } from '../src/system/system.js';

const applications = size.rebuilt;
/** Of them, so many stand before 申請する when a stream is about to be lost. */
const ready = 4;

let system: System;
let crowd: Crowd;

beforeAll(async () => {
  system = await startSystem('rebuilt', { own: { SMTP_SEND_TIMEOUT_MS: '2500', MAIL_LEASE_MS: '3500' } });
  crowd = new Crowd(system, 25);
  say('the system is up');
});

afterAll(async () => {
  crowd?.leaves();
  await system?.stop();
});

/** A stream, and a consumer that has not taken all of it when it is deleted. */
const losses: readonly { producer: Service; hearer: Service }[] = [
  { producer: 'registration', hearer: 'approval' },
  { producer: 'approval', hearer: 'accounts' },
  { producer: 'accounts', hearer: 'notifications' },
  { producer: 'notifications', hearer: 'accounts' },
];

/**
 * Those who stand before 申請する need nobody who may be gone: they submit, their prefectures approve and the secretariat
 * confirms, each as far as the services that are left go. So whoever hears them misses something.
 * @returns the mails that had been accepted before the stream was deleted
 */
async function loses(producer: Service, hearer: Service): Promise<Map<string, number>> {
  const applicants = Array.from({ length: ready }, () => crowd.applicant());
  await Promise.all(applicants.map((applicant) => applicant.goesAsFarAs('confirm')));
  await system.parts[hearer].kill();
  for (const applicant of applicants) crowd.submits(applicant);
  await eventually(async () => (await waitingFor(system, hearer, producer)) >= 3, {
    what: `three events of ${producer} that ${hearer} has not taken`,
  });
  const accepted = await acceptedMails(system);
  await deleteStream(system, producer);
  await system.parts[hearer].start();
  const { length: missed } = await notTakenBy(system, hearer, producer);
  const lost = `with ${missed} events that ${hearer} has not taken`;
  say(`the stream of ${producer} is deleted, ${lost}; ${accepted.size} mails accepted`);
  expect(missed).toBeGreaterThanOrEqual(1);
  return accepted;
}

describe(`${applications} applications, while one stream after the other is deleted and rebuilt`, () => {
  it('all come to their end', async () => {
    const before: Map<string, number>[] = [];
    const streamsAreLost = async (): Promise<void> => {
      await Promise.all(crowd.officials.map((official) => official.signsIn()));
      for (const [place, { producer, hearer }] of losses.entries()) {
        crowd.comes(applications / losses.length - ready);
        // Halfway: some of those who came before are through, and some are not.
        const halfway = ((place + 0.5) * applications) / losses.length;
        await eventually(() => crowd.acknowledged.length >= halfway, {
          timeout: dayLong,
          what: 'work that is half done',
        });
        before.push(await loses(producer, hearer));
        await rebuild(system, producer);
        say(`the stream of ${producer} is rebuilt`);
      }
      await crowd.everybodyHasApplied();
    };
    const officials = crowd.officialsWork();
    await saying(() => crowd.toString(), Promise.race([streamsAreLost(), officials]));
    await saying(() => crowd.toString(), Promise.race([everythingHasEnded(system), officials]));
    crowd.officialsStop();
    await officials;
    expect(crowd.acknowledged).toHaveLength(applications);
    expect(before.flatMap((accepted) => cameAgain(accepted, system))).toEqual([]);
  });

  it('end with one account an institution, and each account with its mail ② (R162)', async () => {
    expect(outcomes(await stagesOf(system), crowd.acknowledged)).toEqual([]);
    expect(await accounts(system, crowd.inbox)).toEqual([]);
  });

  it('leave no event lost, dead-lettered or unheard, and every mail with its end', async () => {
    expect(await events(system)).toEqual([]);
    expect(await mails(system)).toEqual([]);
  });

  it('show people at worst a page that says to try again, and take no part down', () => {
    expect(crowd.troubles.odd).toEqual([]);
    expect(system.fallen).toEqual([]);
  });
});
