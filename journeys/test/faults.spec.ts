import type { LocalSystem } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import { subjects } from '@todoke/testing/people';
import { Applicant } from '../src/applicant.js';
import { mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { demo, variable } from '../src/system/demo.js';
import { startWholeSystem } from '../src/system/whole-system.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

/** Parts are stopped, so this suite has a system of its own. */
let system: LocalSystem;

beforeAll(async () => {
  system = await startWholeSystem('faults');
  process.env[variable] = system.places.demo;
});

afterAll(async () => {
  await everybodyLeaves();
  await system.stop();
});

const others = ['accounts', 'approval', 'notifications', 'reporting'] as const;

interface Health {
  readonly http: number;
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

const health = async (service: 'registration' | 'approval' | 'notifications'): Promise<Health> => {
  const answer = await fetch(`${demo().services[service]}/health/ready`);
  return { http: answer.status, ...((await answer.json()) as Omit<Health, 'http'>) };
};

describe('while parts are unavailable', () => {
  it('an applicant applies with registration and its database alone, and all catch up afterwards', async () => {
    const { tab } = await visitor();
    const address = newAddress('alone');
    const applicant = new Applicant(tab, address);
    await applicant.verifiesTheAddress();
    for (const service of others) await system.parts[service].stop();
    await system.parts.nats.stop();
    await system.parts.inbox.stop();

    await applicant.fillsIn(samplePharmacy());
    await applicant.agreesToTermsAndPrivacy();
    await applicant.confirms();
    await tab.button('申請する').waitFor();
    await applicant.submits();
    const number = await applicant.number();
    await eventually(async () => expect(await health('registration')).toMatchObject({ http: 200, status: 'degraded' }));

    await system.parts.inbox.start();
    await system.parts.nats.start();
    for (const service of others) await system.parts[service].start();
    expect((await mailTo(address, subjects.received)).text).toContain(number);
    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.opens(number);
    await eventually(async () => expect(await health('registration')).toMatchObject({ http: 200, status: 'ready' }));
  });

  it('a signed-in official decides while accounts and mail are unavailable; the mail comes later', async () => {
    const address = newAddress('later');
    const number = await new Applicant((await visitor()).tab, address).applies();
    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.opens(number);
    await system.parts.accounts.stop();
    await system.parts.inbox.stop();
    await official.rejects(number, '申請内容をご確認ください。');
    await eventually(async () =>
      expect(await health('notifications')).toMatchObject({ http: 200, status: 'degraded' }),
    );
    await system.parts.inbox.start();
    await system.parts.accounts.start();
    expect((await mailTo(address, subjects.rejected)).text).toContain(number);
  });
});
