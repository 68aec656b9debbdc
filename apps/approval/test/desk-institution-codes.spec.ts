import { again, eventually } from '@todoke/testing';
import { renewStaleKeys } from '../src/desk/persistence/institutions.js';
import { type Running, staffed } from './running.js';
import { inKanoya, institutions, sakura, tellInstitutions, told } from './told-institutions.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await tellInstitutions(service);
});
afterAll(() => service.stop());

const searched = async (query: string, sub = 'official-46'): Promise<string[]> => {
  const { status, html } = await (await service.visitor(sub)).get(`/institution-codes?${query}`);
  expect(status).toBe(200);
  return ['髙﨑さくら薬局', '阿波さくら薬局', '鹿屋クリニック'].filter((name) => html.includes(name));
};
const found = (typed: string, sub?: string): Promise<string[]> =>
  searched(new URLSearchParams({ q: typed }).toString(), sub);

describe('機関コード検索', () => {
  it.each([
    ['a part of the name', 'さくら薬局'],
    ['the name in katakana and half width', 'ｻｸﾗ薬局'],
    ['the name with the usual form of a character', '高崎さくら'],
    ['the name with blanks', '髙﨑 さくら 薬局'],
    ['one character', '髙'],
    ['the address', '鴨池新町'],
    ['the address as people write it', '鴨池新町１０－１'],
    ['the whole address with its prefecture', '鹿児島県鹿児島市鴨池新町10番1号'],
    ['the 機関コード', 'A4601234'],
    ['the beginning of the 機関コード, in full width', 'ａ４６０１'],
    ['the 保険機関コード', '4640101230'],
    ['its last seven digits', '0101230'],
    ['the telephone number with hyphens', '099-286-2707'],
  ])('finds an institution by %s (R85)', async (_, typed) => {
    expect(await found(typed)).toEqual(['髙﨑さくら薬局']);
  });

  it('shows code, name and address, and says where there is none', async () => {
    const { main } = await (await service.visitor('official-46')).get('/institution-codes?q=4640101230');
    for (const word of ['A4601234', '医療法人さくら会 髙﨑さくら薬局', '鹿児島県鹿児島市鴨池新町１０番１号']) {
      expect(main.replaceAll('　', ' ')).toContain(word);
    }
    const none = await (await service.visitor('official-46')).get('/institution-codes?q=4610112345');
    expect(none.main).toContain('登録なし');
  });

  it.each([
    ['official-46', ['髙﨑さくら薬局', '鹿屋クリニック']],
    ['official-36', ['阿波さくら薬局']],
    ['centre-46', ['髙﨑さくら薬局']],
    ['other-centre-46', ['鹿屋クリニック']],
    ['secretariat', ['髙﨑さくら薬局', '阿波さくら薬局', '鹿屋クリニック']],
  ])('shows %s the institutions of the own jurisdiction alone, searched or not (R158)', async (sub, expected) => {
    expect(await searched('', sub)).toEqual(expected);
    const byName = expected.filter((name) => name.includes('さくら'));
    expect(await found('さくら', sub)).toEqual(byName);
    const byPhone = expected.filter((name) => name === '阿波さくら薬局');
    expect(await found('0886212500', sub)).toEqual(byPhone);
  });

  it.each(['reader', 'institution', 'ops'])('is not for %s', async (sub) => {
    expect((await (await service.visitor(sub)).get('/institution-codes')).status).toBe(403);
  });

  it('filters by municipality, of the secretariat by prefecture, and ignores what it does not offer', async () => {
    expect(await searched('municipality=46203')).toEqual(['鹿屋クリニック']);
    expect(await searched('municipality=46203&q=さくら')).toEqual([]);
    expect(await searched('municipality=36201')).toEqual(['髙﨑さくら薬局', '鹿屋クリニック']);
    expect(await searched('prefecture=36', 'secretariat')).toEqual(['阿波さくら薬局']);
    expect(await searched('prefecture=36&municipality=36201', 'secretariat')).toEqual(['阿波さくら薬局']);
    expect(await searched('prefecture=36', 'official-46')).toEqual(['髙﨑さくら薬局', '鹿屋クリニック']);
  });

  it.each(['%', '_', '\\', "'", '|', '1', '号', '番地', '　', '-', 'x'.repeat(101)])(
    'takes %s for a text like any other',
    async (typed) => {
      const answer = await (
        await service.visitor('official-46')
      ).get(`/institution-codes?${new URLSearchParams({ q: typed }).toString()}`);
      expect(answer.status).toBe(typed.length > 100 ? 422 : 200);
    },
  );

  it('finds many as well, in their order (R85)', async () => {
    await service.ask(
      `INSERT INTO approval.desk_institutions
         (id, version, name, type, prefecture, municipality, municipality_code, location, has_account, search_key,
          search_key_version)
       SELECT 'many-' || n, 1, 'みどり歯科' || n, 'dental-clinic', '46', '鹿児島市', '46201', '鹿児島市', true,
              'みどり歯科' || n || '|鹿児島市', 99 FROM generate_series(1, 3100) AS n`,
    );
    const { main, html } = await (await service.visitor('official-46')).get('/institution-codes?q=みどり歯科');
    await service.ask("DELETE FROM approval.desk_institutions WHERE id LIKE 'many-%'");
    expect(main).toContain('該当する機関：2,000件以上');
    expect(html.match(/みどり歯科\d+/g)?.slice(0, 2)).toEqual(['みどり歯科1', 'みどり歯科10']);
  });
});

describe('institution-changed', () => {
  const names = () =>
    service.ask<{ name: string }>('SELECT name FROM approval.desk_institutions WHERE id = $1', [inKanoya]);

  it('tells the desk the newest facts, in any order and however often', async () => {
    const newest = told(inKanoya, { name: '鹿屋中央クリニック', municipality: '鹿屋市' }, 3);
    await service.nats.publishAs(newest);
    await eventually(async () => expect(await names()).toEqual([{ name: '鹿屋中央クリニック' }]));
    await service.nats.publishAs(again(newest));
    await service.nats.publishAs(told(inKanoya, { name: '鹿屋古いクリニック', municipality: '鹿屋市' }, 2));
    const [first] = institutions;
    await service.nats.publishAs(told(sakura, { ...first.data, name: '最後の薬局' }, 9));
    const last = 'SELECT 1 FROM approval.desk_institutions WHERE name = $1';
    await eventually(async () => expect(await service.ask(last, ['最後の薬局'])).toHaveLength(1));
    expect(await names()).toEqual([{ name: '鹿屋中央クリニック' }]);
  });

  it('keys of older rules are renewed', async () => {
    await service.ask("UPDATE approval.desk_institutions SET search_key = 'old', search_key_version = 0");
    const renew = () => service.databases.inTransaction((tx) => renewStaleKeys(tx, 500));
    expect([await renew(), await renew()]).toEqual([institutions.length, 0]);
    expect(await found('阿波さくら', 'official-36')).toEqual(['阿波さくら薬局']);
  });
});
