import { institutionChanged } from '@todoke/events';
import { ageLabels, applicationNumber, stateWords } from '@todoke/lifecycle';
import { agesOfApproved, eventually, exampleEvent, oneAddress, oneName, twoAddresses } from '@todoke/testing';
import { approve } from '../src/reviews/domain/decide.js';
import { openReview } from '../src/reviews/domain/open.js';
import { renewReviews } from '../src/reviews/actions/judge-again.js';
import { renewKeysOfInstitutions } from '../src/reviews/persistence/stale-keys.js';
import { type Running, staffed } from './running.js';
import { kagoshima, later, pharmacy, waiting } from './samples.js';
import { stored } from './stored.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
});

afterAll(() => service.stop());

beforeEach(() =>
  service.ask(
    'TRUNCATE approval.reviews, approval.history, approval.mails, approval.institutions, approval.inbox CASCADE',
  ),
);

const none = '同じ申請・機関は見つかっていません';
const withoutCode = { insuranceCode: undefined, codeHolding: '2', building: undefined } as const;
const officialsPage = async (path: string) => (await (await service.visitor('official-46')).get(path)).main;

/**
 * Stores an institution at one address and an application of the same name at another.
 * @returns the page of the application
 */
async function compared(
  [known, applied]: readonly [string, string],
  index: number,
  [name, appliedName]: readonly [string, string] = [`第${index}薬局`, `第${index}薬局`],
): Promise<string> {
  const told = { institution: `i-${index}`, name, municipality: '鹿児島市', prefecture: '46' } as const;
  const location = `鹿児島県鹿児島市${known}　サンプルビル１階`;
  await service.nats.publishAs(
    exampleEvent(institutionChanged, {
      data: { ...told, location, insuranceCode: undefined, institutionCode: undefined },
    }),
  );
  await eventually(async () =>
    expect(await service.ask('SELECT 1 FROM approval.institutions WHERE name = $1', [name])).toHaveLength(1),
  );
  const number = applicationNumber(100 + index);
  await service.open(waiting(number, { ...pharmacy, ...withoutCode, institutionName: appliedName, street: applied }));
  return officialsPage(`/applications/${number}`);
}

describe('the prefecture’s desk says what the secretariat’s says', () => {
  it('of one address that is written in two ways (R162)', async () => {
    for (const [index, pair] of oneAddress.entries()) {
      expect({ pair, page: await compared(pair, index) }).toEqual({
        pair,
        page: expect.stringContaining('機関名と住所が同じ'),
      });
    }
  });

  it('of one name that is written in two ways (R162)', async () => {
    for (const [index, pair] of oneName.entries()) {
      const page = await compared(['中央町1-2', '中央町一丁目２'], 50 + index, pair);
      expect({ pair, page }).toEqual({ pair, page: expect.stringContaining('機関名と住所が同じ') });
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
      const [submittedAt, approvedAt] = [new Date(sample.submittedAt), new Date(sample.approvedAt)];
      const number = applicationNumber(1);
      await service.open(openReview(number, pharmacy, pharmacy.email, submittedAt));
      await service.change(number, kagoshima, (review) => approve(review, kagoshima, approvedAt));
      service.clock.set(new Date(sample.seenAt));
      const [list, page] = [await officialsPage('/?pile=all'), await officialsPage(`/applications/${number}`)];
      service.clock.set(later(1));
      expect(list).toContain(`${ageLabels.total} ${ageLabels.stage}`);
      expect(list).toContain(`${sample.total} ${sample.stage}`);
      expect(page).toContain(`経過日数 申請から${sample.total}、この段階で${sample.stage}`);
    },
  );

  it('of the states, in the one word of each (R159)', async () => {
    const { html } = await (await service.visitor('official-46')).get('/');
    const select = /<select[^>]*name="state"[\s\S]*?<\/select>/.exec(html)?.[0] ?? '';
    const words = [...select.matchAll(/<option value="[^"]+"[^>]*>([^<]+)</g)].map(([, word]) => word);
    const { withdrawn: _, ...shown } = stateWords;
    expect(words.sort()).toEqual(Object.values(shown).sort());
  });
});

describe('keys that were made by older rules', () => {
  it('are renewed, however many, and only those', async () => {
    // Without the service, whose job would renew the keys too.
    const store = await stored();
    const numbers = Array.from({ length: 5 }, (_, i) => applicationNumber(200 + i));
    await store.open(...numbers.map((number) => waiting(number, { ...pharmacy, ...withoutCode })));
    await store.ask(
      `INSERT INTO approval.institutions
         (id, version, prefecture, municipality_code, name, location, name_and_address, has_account)
       VALUES ('old', 1, '46', '46201', 'サンプル薬局', '鹿児島県鹿児島市鴨池新町10-1　ビル', 'old', true)`,
    );
    const old = `UPDATE approval.reviews SET name_and_address = 'old', institution_code = 'old', identity_version = 1
      WHERE number > $1`;
    await store.ask(old, [numbers[1]]);
    const found = async () => (await store.openDossier(numbers[0] ?? '', kagoshima)).duplicates.length;
    expect(await found()).toBe(1);
    const renew = (limit: number) =>
      store.databases.inTransaction(async (tx) => [
        await renewReviews(tx, limit),
        await renewKeysOfInstitutions(tx, limit),
      ]);
    expect([await renew(2), await renew(2), await renew(2)]).toEqual([
      [2, 1],
      [1, 0],
      [0, 0],
    ]);
    expect(await found()).toBe(5);
    expect(await store.ask("SELECT 1 FROM approval.reviews WHERE institution_code = 'old'")).toEqual([]);
    await store.close();
  });
});
