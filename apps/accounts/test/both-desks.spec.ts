import { asWorker } from '@todoke/database';
import { ageLabels, stateWords } from '@todoke/lifecycle';
import { agesOfApproved, freshDatabase, oneAddress, oneName, rows, twoAddresses, type Visitor } from '@todoke/testing';
import { addInstitution, matchInstitution } from '../src/institutions/index.js';
import { renewStaleKeys } from '../src/institutions/persistence/institutions.js';
import { Databases } from '../src/persistence/databases.js';
import { approved, untilStatus } from './issued.js';
import { secretariat, seed, signedIn } from './people.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let official: Visitor;
let databases: Databases;
beforeAll(async () => {
  accounts = await running();
  await seed(accounts, [secretariat]);
  official = await signedIn(accounts, secretariat);
  databases = new Databases(asWorker(accounts.database.workerUrl));
});
afterAll(async () => {
  await databases.onApplicationShutdown();
  await accounts.stop();
});
beforeEach(() =>
  rows(accounts.database.adminUrl, 'TRUNCATE accounts.issuance_applications, accounts.institutions_institutions'),
);

const none = '台帳に一致する機関はありません';
const known = (name: string, street: string, master = databases) =>
  master.inTransaction((tx) => {
    const facts = { prefecture: '46', name, type: 'pharmacy', municipality: '鹿児島市', street } as const;
    return addInstitution(tx, { facts, permissions: [], hasAccount: false }, { actor: 'test', now: friday });
  });

async function applied(change: Parameters<typeof approved>[0]): Promise<string> {
  const event = approved({
    ...change,
    items: { institutionCode: undefined, insuranceCode: undefined, ...change?.items },
  });
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, event.data.number, 'to-check');
  return event.data.number;
}

const pageOf = async (number: string): Promise<string> =>
  (await official.get(`/secretariat/applications/${number}`)).main;

async function compared(
  [one, other]: readonly [string, string],
  index: number,
  [name, institutionName]: readonly [string, string] = [`第${index}薬局`, `第${index}薬局`],
): Promise<string> {
  await known(name, one);
  return pageOf(await applied({ items: { institutionName, street: other } }));
}

describe('the secretariat’s desk says what the prefecture’s says', () => {
  it('of one address that is written in two ways (R162)', async () => {
    for (const [index, pair] of oneAddress.entries()) {
      const page = expect.stringContaining('機関名と住所が一致');
      expect({ pair, page: await compared(pair, index) }).toEqual({ pair, page });
    }
  });

  it('of one name that is written in two ways (R162)', async () => {
    for (const [index, pair] of oneName.entries()) {
      const page = expect.stringContaining('機関名と住所が一致');
      const address = [`千日町${index + 1}-2`, `千日町${index + 1}番２号`] as const;
      expect({ pair, page: await compared(address, index, pair) }).toEqual({ pair, page });
    }
  });

  it('of two addresses that look alike', async () => {
    for (const [index, pair] of twoAddresses.entries()) {
      expect({ pair, page: await compared(pair, index) }).toEqual({ pair, page: expect.stringContaining(none) });
    }
  });

  it.each(agesOfApproved)(
    'of the age of what came on $submittedAt and was approved on $approvedAt, at $seenAt (R51, R66)',
    async (sample) => {
      const { submittedAt, approvedAt, seenAt } = sample;
      const number = await applied({ submittedAt, approvedAt });
      accounts.clock.set(new Date(seenAt));
      const [list, page] = [(await official.get('/secretariat')).main, await pageOf(number)];
      accounts.clock.set(friday);
      expect(list).toContain(`${ageLabels.total} ${ageLabels.stage}`);
      expect(list).toContain(`${sample.total} ${sample.stage}`);
      expect(page).toContain(`経過日数 申請から${sample.total}、この段階で${sample.stage}`);
    },
  );

  it('of the states, in the one word of each (R159)', async () => {
    const { html } = await official.get('/secretariat');
    const select = /<select[^>]*name="status"[\s\S]*?<\/select>/.exec(html)?.[0] ?? '';
    const words = [...select.matchAll(/<option value="([^"]+)"[^>]*>([^<]+)</g)].flatMap(([, value, word]) =>
      value === 'all' ? [] : [word],
    );
    const { rejected: _, withdrawn: __, ...shown } = stateWords;
    expect(words.sort()).toEqual(Object.values(shown).sort());
  });
});

describe('keys that were made by older rules', () => {
  it('miss no institution before they are renewed', async () => {
    await known('むかし薬局', '中央町一丁目２番３号');
    await rows(
      accounts.database.adminUrl,
      "UPDATE accounts.institutions_institutions SET address_key = 'old', name_key = 'old', identity_version = 1",
    );
    const number = await applied({ items: { institutionName: 'むかし薬局', street: '中央町１－２－３' } });
    expect(await pageOf(number)).toContain('機関名と住所が一致');
  });

  it('miss none of many with one name either', async () => {
    // Without the service, whose job would renew them.
    const alone = await freshDatabase('accounts');
    const worker = new Databases(asWorker(alone.workerUrl));
    try {
      for (let block = 1; block <= 25; block += 1) await known('さくら薬局', `中央町${block}番地の1`, worker);
      await rows(
        alone.adminUrl,
        "UPDATE accounts.institutions_institutions SET address_key = 'old', name_key = 'old', identity_version = 1",
      );
      const facts = {
        prefecture: '46',
        name: 'さくら薬局',
        type: 'pharmacy',
        municipality: '鹿児島市',
        street: '中央町25-1',
      } as const;
      expect(await worker.inTransaction((tx) => matchInstitution(tx, facts))).toMatchObject({ kind: 'by-hand' });
    } finally {
      await worker.onApplicationShutdown();
      await alone.drop();
    }
  });

  it('are renewed, however many they are', async () => {
    // Without the service, whose own job would do it too.
    const alone = await freshDatabase('accounts');
    const worker = new Databases(asWorker(alone.workerUrl));
    for (const last of [3, 4, 5]) await known(`第${last}薬局`, `中央町一丁目２番${last}号`, worker);
    await rows(
      alone.adminUrl,
      "UPDATE accounts.institutions_institutions SET address_key = 'old', name_key = 'old', identity_version = 1",
    );
    const renew = () => worker.inTransaction((tx) => renewStaleKeys(tx, 2));
    expect([await renew(), await renew(), await renew()]).toEqual([2, 1, 0]);
    const keys = 'SELECT address_key, name_key FROM accounts.institutions_institutions ORDER BY 1';
    expect(await rows(alone.adminUrl, keys)).toEqual(
      [3, 4, 5].map((last) => ({ address_key: `鹿児島市中央町1-2-${last}`, name_key: `第${last}薬局` })),
    );
    await worker.onApplicationShutdown();
    await alone.drop();
  });
});
