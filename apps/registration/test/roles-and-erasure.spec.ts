import { rows } from '@todoke/testing';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { eraseWhatIsOld } from '../src/applying/persistence/erasure.js';
import { Databases } from '../src/persistence/databases.js';
import { running, type Running } from './running.js';
import { Applicant } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());

const erase = () => eraseWhatIsOld(service.app.get(Databases).worker, service.clock.now());
const count = async (table: string): Promise<number> =>
  (await service.ask<{ n: number }>(`SELECT count(*)::int AS n FROM registration.${table}`))[0]?.n ?? -1;

describe('What people’s requests may do in the database', () => {
  const asApp = (sql: string) => rows(service.database.appUrl, sql);

  it.each([
    "UPDATE registration.applications SET status = 'issued'",
    'DELETE FROM registration.applications',
    'DELETE FROM registration.status_applications',
    "INSERT INTO registration.notices (id, text) VALUES (gen_random_uuid(), 'x')",
    'DELETE FROM registration.reception_windows',
    "INSERT INTO registration.desks VALUES ('x', '46', 'x', 'x')",
    'SELECT envelope FROM registration.outbox',
    'DELETE FROM registration.outbox',
    'DELETE FROM registration.audit',
    "UPDATE registration.audit SET actor = 'x'",
    'DROP TABLE registration.drafts',
    'CREATE TABLE registration.mine (id int)',
  ])('is not: %s', async (sql) => {
    await expect(asApp(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('is what the form needs, so that it is the role and not the statement that was refused', async () => {
    await expect(asApp('SELECT number FROM registration.applications')).resolves.toEqual([]);
    await expect(asApp('SELECT text FROM registration.notices')).resolves.toHaveLength(1);
  });
});

describe('What was typed', () => {
  it('is erased a day after its 60 minutes, with its code’s hash an hour after the code (R17)', async () => {
    const person = new Applicant(service);
    await person.askForCode('erase@example.com');
    service.clock.advance(3_599_000);
    expect((await erase()).codes).toBe(0);
    service.clock.advance(1_000);
    expect((await erase()).codes).toBe(1);
    expect(await count('drafts')).toBe(1);
    service.clock.advance(23 * 3_600_000 - 1_000);
    expect((await erase()).drafts).toBe(0);
    service.clock.advance(1_000);
    expect((await erase()).drafts).toBe(1);
    expect(await count('drafts')).toBe(0);
    expect((await person.get(urls.code)).to).toBe(urls.address);
  });

  it('stays as long as somebody works on it', async () => {
    const person = new Applicant(service);
    await person.enterAddress('again@example.com');
    service.clock.advance(20 * 3_600_000);
    await person.enterAddress('again@example.com');
    service.clock.advance(20 * 3_600_000);
    expect((await erase()).drafts).toBe(0);
  });

  it('of an application goes with the application, not with its draft', async () => {
    const person = new Applicant(service);
    const number = await person.apply();
    service.clock.advance(49 * 3_600_000);
    await erase();
    expect(await service.ask('SELECT 1 FROM registration.drafts WHERE number = $1', [number])).toEqual([]);
    expect(await service.ask('SELECT number FROM registration.applications')).toEqual([{ number }]);
  });

  it('in a robot check is kept until the check is worthless, whatever the service’s clock says', async () => {
    const person = new Applicant(service);
    await person.enterAddress('check@example.com');
    const used = await count('robot_checks_used');
    service.clock.advance(10 * 86_400_000);
    expect((await erase()).robotChecks).toBe(0);
    expect(await count('robot_checks_used')).toBe(used);
    await service.ask("UPDATE registration.robot_checks_used SET expires_at = now() - interval '1 second'");
    expect((await erase()).robotChecks).toBe(used);
  });

  it('leaves no count of who asked how often', async () => {
    await new Applicant(service).askForCode('counted@example.com');
    expect(await count('throttles')).toBeGreaterThan(0);
    service.clock.advance(3_600_000);
    await erase();
    expect(await count('throttles')).toBe(0);
  });

  it('is erased by the running service on its own, which says how much and not what', async () => {
    await new Applicant(service).askForCode('own@example.com');
    service.clock.advance(49 * 3_600_000);
    await erase();
    expect(await count('drafts')).toBe(0);
  });
});
