import { subjects } from '@todoke/testing/people';
import { Applicant } from '../src/applicant.js';
import { mailsTo, mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, sampleClinic } from '../src/samples.js';
import { disorder } from '../src/tab.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

describe('徳島県 rejects an application (R64)', () => {
  const address = newAddress('shinryojo');
  let number: string;
  let official: Official;

  it('the clinic applies', async () => {
    number = await new Applicant((await visitor()).tab, address).applies(sampleClinic());
    await mailTo(address, subjects.received);
  });

  it('cannot be rejected without a reason', async () => {
    official = new Official((await visitor()).tab, '36');
    await official.signsIn();
    await official.opens(number);
    await official.tab.presses('却下する');
    expect(await official.tab.complaintAt('却下理由')).toMatch(/\S/);
    await official.tab.isLookedAt('k1-reason-missing');
  });

  it('is rejected with one, and the applicant’s mail says it', async () => {
    const reason = '機関コードが台帳と一致しません。「A & B」をご確認ください。';
    await official.rejects(number, reason);
    await official.tab.isLookedAt('k2-rejected');
    const mail = await mailTo(address, subjects.rejected);
    expect(mail.text).toContain(reason);
    expect(mail.text).toContain(number);
    expect(await mailsTo(address)).toHaveLength(3);
  });

  it('every page was in order (R170)', () => {
    expect(disorder).toEqual([]);
  });
});
