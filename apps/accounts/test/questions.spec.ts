import { type AnswerOf, type AskedOf, loginIdAsked } from '@todoke/events';
import { connectToNats, eventually } from '@todoke/testing';
import { hospital, idOf, kagoshima, seed } from './people.js';
import { running, type Running } from './running.js';

type Asked = AskedOf<typeof loginIdAsked>;
type Answer = AnswerOf<typeof loginIdAsked>;

let accounts: Running;
let institution: string;
/** An institution for which nobody can sign in. */
const empty = '8d6f9f6e-0000-4000-8000-000000000099';

const official: Asked['asker'] = { person: 'official-46', role: 'prefecture', prefecture: '46' };

beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [hospital, kagoshima]);
  const [found] = await accounts.ask<{ id: string }>(
    'SELECT id FROM accounts.institutions_institutions WHERE has_account',
  );
  institution = found?.id ?? '';
  await accounts.ask(
    `INSERT INTO accounts.institutions_institutions
       (id, prefecture, name, type, municipality, street, name_key, address_key, created_at)
     VALUES ($1, '46', '新規薬局', 'pharmacy', '鹿児島市', '本町１番', 'x', 'x', now())`,
    [empty],
  );
});
afterAll(() => accounts.stop());

beforeEach(() => accounts.ask('TRUNCATE accounts.audit'));

/** Asks as approval does; while the service has not subscribed yet, again. */
async function ask(asked: Partial<Asked> = {}): Promise<Answer> {
  const approval = await connectToNats(accounts.nats.urlFor('approval'));
  const question = { asker: official, institution, check: 'check-1', ...asked };
  try {
    return await eventually(async () => {
      const reply = await approval.request(loginIdAsked.subject, JSON.stringify(question), { timeout: 5_000 });
      return loginIdAsked.answer.parse(reply.json());
    });
  } finally {
    await approval.close();
  }
}

const audited = () => accounts.ask('SELECT actor, action, subject, detail FROM accounts.audit');

describe('the login ID of an institution', () => {
  it('is told to its prefecture, and that it was told is audited without it (R163)', async () => {
    expect(await ask()).toEqual({ outcome: 'found', loginId: hospital.loginId, state: 'active' });
    const person = await idOf(accounts, hospital.loginId);
    const entry = {
      actor: 'official-46',
      action: 'login-id.told',
      subject: person,
      detail: { institution, check: 'check-1' },
    };
    expect(await audited()).toEqual([entry]);
    await ask();
    expect(await audited()).toEqual([entry, entry]);
  });

  it.each([
    ['another prefecture', { asker: { ...official, prefecture: '36' } }],
    ['a prefecture without its number', { asker: { person: 'x', role: 'prefecture' as const } }],
    ['a health centre of the prefecture', { asker: { ...official, role: 'health-centre' as const, area: ['46201'] } }],
    ['the secretariat', { asker: { person: 'secretariat', role: 'secretariat' as const } }],
    ['an institution that is not there', { institution: '8d6f9f6e-0000-4000-8000-00000000ffff' }],
    ['what cannot be an institution', { institution: "x'--" }],
  ])('is not told to %s, and looks as if there were none (R158, R163)', async (_, asked) => {
    expect(await ask(asked)).toEqual({ outcome: 'unknown' });
    expect(await audited()).toEqual([]);
  });

  it('says that there is no account, and whether a password is set', async () => {
    expect(await ask({ institution: empty })).toEqual({ outcome: 'no-account' });
    await accounts.ask(`UPDATE accounts.identity_people SET state = 'issued-unset' WHERE login_id = $1`, [
      hospital.loginId,
    ]);
    expect(await ask()).toMatchObject({ outcome: 'found', state: 'unset' });
    await accounts.ask(`UPDATE accounts.identity_people SET state = 'voided' WHERE login_id = $1`, [hospital.loginId]);
    expect(await ask()).toEqual({ outcome: 'no-account' });
  });
});
