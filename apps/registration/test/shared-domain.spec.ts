import { solvedRobotCheck } from '@todoke/testing/people';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { Applicant } from './applicant.js';
import { running, type Running } from './running.js';

let service: Running;
beforeAll(async () => {
  service = await running({ environment: { PROXIES: '1' } });
});
afterAll(() => service.stop());

/** Enters an address from a network, with the robot check that the page asks for at first. */
async function enter(network: string, email: string) {
  const person = new Applicant(service);
  const page = await person.get(urls.address);
  const altcha = await solvedRobotCheck(person, page);
  return person.post(urls.address, { email, altcha, _csrf: page.csrf }, { 'x-forwarded-for': network });
}

it('A flood makes the check of others at its domain harder only as far as its sender has worked for it', async () => {
  for (let number = 0; number < 30; number += 1) await enter('192.0.2.66', `flood${number}@shared.example.jp`);
  // Too easy for a network that has entered so many: they count for it alone.
  for (let number = 0; number < 40; number += 1) {
    expect((await enter('192.0.2.66', `more${number}@shared.example.jp`)).status).toBe(422);
  }
  for (let number = 0; number < 30; number += 1) {
    expect((await enter('192.0.2.7', `honest${number}@shared.example.jp`)).to).toBe(urls.confirmAddress);
  }
  // 71 of 30 at the network, 61 of 60 at the domain: the harder of the two is said at once.
  const refused = await enter('192.0.2.66', 'last@shared.example.jp');
  expect(refused.html).toContain(`challenge="${urls.robotCheck}?level&#x3D;2"`);
  // Nobody else's count is lost by that.
  expect((await enter('192.0.2.8', 'next@shared.example.jp')).html).toContain('level&#x3D;1');
});
