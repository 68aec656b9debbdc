import { municipalitiesOf } from '@todoke/japan';
import { asWorker } from '@todoke/database';
import { Databases } from '../src/persistence/databases.js';
import { seedTrialData, trialDesks } from '../src/trial-data.js';
import { running, type Running } from './running.js';
import { Applicant } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
  const worker = new Databases(asWorker(service.database.workerUrl));
  await seedTrialData(worker);
  await seedTrialData(worker);
  await worker.onApplicationShutdown();
});
afterAll(() => service.stop());

const ask = (query: string) => new Applicant(service).get(`/contact-points${query}`);
const code = (name: string): string => municipalitiesOf('46').find((one) => one.name === name)?.code ?? '';

describe('The contact points (R110, R111, R132)', () => {
  it('are eight for 鹿児島県, each municipality with exactly one', async () => {
    const desks = trialDesks();
    expect(desks).toHaveLength(8);
    const assigned = desks.flatMap(({ municipalities }) => municipalities).sort();
    expect(assigned).toEqual(
      municipalitiesOf('46')
        .map((municipality) => municipality.code)
        .sort(),
    );
    expect(await service.ask('SELECT municipality FROM registration.desk_areas')).toHaveLength(assigned.length);
    expect(await service.ask('SELECT id FROM registration.desks')).toHaveLength(8);
  });

  it.each([
    ['鹿児島市', '保健医療福祉課医務係', '0992862707', '099-286-2707'],
    ['鹿児島郡三島村', '伊集院保健所', '0992726301', '099-272-6301'],
    ['南さつま市', '加世田保健所', '0993538001', '0993-53-8001'],
    ['出水郡長島町', '川薩保健所', '0996233166', '0996-23-3166'],
    ['姶良市', '姶良保健所', '0995447963', '0995-44-7963'],
    ['曽於郡大崎町', '鹿屋保健所', '0994522125', '0994-52-2125'],
    ['熊毛郡屋久島町', '西之表保健所', '0997221830', '0997-22-1830'],
    ['大島郡与論町', '名瀬保健所', '0997577246', '0997-57-7246'],
  ])('%s is answered for by %s', async (municipality, desk, dial, phone) => {
    const { html, text } = await ask(`?prefecture=46&municipality=${code(municipality)}`);
    expect(text).toContain(`${municipality}の窓口`);
    expect(text).toContain(desk);
    expect(html).toContain(` href="tel:${dial}">${phone}</a>`);
    expect(html.match(/href="tel:0/g)).toHaveLength(2);
  });

  it('are all shown for a prefecture alone, and none is made up where none is known', async () => {
    const all = await ask('?prefecture=46');
    expect(all.html.match(/href="tel:/g)).toHaveLength(1 + 8);
    const none = await ask('?prefecture=13');
    expect(none.text).toContain('東京都の窓口は、まだ登録されていません');
    expect(none.html.match(/href="tel:/g)).toHaveLength(1);
  });

  it('always show the secretariat for the system itself', async () => {
    const { text, status } = await ask('');
    expect(status).toBe(200);
    expect(text).toContain('システムの操作について');
    expect(text).toContain('0570-783-872');
  });

  it.each(['?prefecture=99', '?prefecture=46&municipality=13101', '?municipality=46201', '?prefecture=%00'])(
    'take %s for no choice',
    async (query) => {
      const { status, text } = await ask(query);
      expect(status).toBe(200);
      expect(text).not.toContain('undefined');
    },
  );
});
