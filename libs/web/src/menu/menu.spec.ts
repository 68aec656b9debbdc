import { type Role, roles, services, type SignedIn } from '@todoke/service';
import { menuOf } from './menu-of.js';
import { whoIs } from './who.js';

const addresses = {
  registration: 'https://registration.example',
  approval: 'https://approval.example',
  accounts: 'https://accounts.example',
  notifications: 'https://notifications.example',
  reporting: 'https://reporting.example',
};
const someone = (role: Role): SignedIn => ({ sub: 's', role, ...(role === 'institution' && { institution: 'i/1' }) });
const labels = (role: Role, at: string): string[] => menuOf(someone(role), at, addresses).map(({ label }) => label);

describe('the menu', () => {
  it.each(roles)('is the same for %s at all services, in the same order (R134)', (role) => {
    const everywhere = services.map((service) => labels(role, service));
    expect(everywhere).toEqual(services.map(() => labels(role, 'nowhere')));
  });

  it.each(roles)('leads %s to different pages under different names', (role) => {
    const entries = menuOf(someone(role), 'nowhere', addresses);
    expect(new Set(entries.map(({ label }) => label)).size).toBe(entries.length);
    expect(new Set(entries.map(({ href }) => href)).size).toBe(entries.length);
  });

  it('has paths of its own service and addresses of the others', () => {
    const hrefs = Object.fromEntries(
      menuOf(someone('prefecture'), 'approval', addresses).map(({ label, href }) => [label, href]),
    );
    expect(hrefs).toMatchObject({
      申請一覧: '/',
      ホーム: 'https://reporting.example/',
      接続先選択: expect.any(String),
    });
  });

  it('marks the entry to which a page of its own service belongs', () => {
    const around = (at: string) =>
      menuOf(someone('prefecture'), at, addresses).find(({ label }) => label === '申請一覧')?.around;
    expect([around('approval'), around('reporting')]).toEqual([expect.arrayContaining(['/applications']), undefined]);
  });

  it('has the tabs of the manual in their order (R134)', () => {
    const tabs = ['ホーム', 'レポート', '調査', '医療機関マスタ'];
    for (const role of ['prefecture', 'health-centre', 'municipality', 'secretariat'] as const)
      expect(labels(role, 'reporting').filter((label) => tabs.includes(label))).toEqual(tabs);
  });

  it('has what each role works with, and nothing else (R158)', () => {
    expect(labels('ops', 'notifications')).toEqual(['メール送信状況', '接続先選択']);
    expect(labels('institution', 'reporting')).toEqual(['ホーム', '調査', '医療機関マスタ', '接続先選択']);
    expect(labels('secretariat', 'accounts')).toEqual(
      expect.arrayContaining(['確認待ち一覧', '申請一覧', '受付の設定', 'メール送信状況']),
    );
    expect(labels('municipality', 'reporting')).not.toContain('申請一覧');
  });

  it('leads an institution to its own page, and one that is not known yet to none', () => {
    const master = (person: SignedIn) =>
      menuOf(person, 'reporting', addresses).find(({ label }) => label === '医療機関マスタ')?.href;
    expect(master(someone('institution'))).toBe('/institutions/i%2F1');
    expect(master({ sub: 's', role: 'institution' })).toBeUndefined();
  });

  it('is empty where nobody is signed in', () => {
    expect(menuOf(undefined, 'reporting', addresses)).toEqual([]);
  });
});

describe('who is signed in', () => {
  it.each<[SignedIn, object]>([
    [
      { sub: 's', role: 'prefecture', prefecture: '46', name: '有村 幸子' },
      { office: '鹿児島県', name: '有村 幸子' },
    ],
    [{ sub: 's', role: 'prefecture', prefecture: '46' }, { office: '鹿児島県' }],
    [{ sub: 's', role: 'health-centre', prefecture: '46', area: ['462012'] }, { office: '鹿児島県保健所' }],
    [{ sub: 's', role: 'municipality', prefecture: '46', area: ['462012'] }, { office: '鹿児島市' }],
    [{ sub: 's', role: 'municipality', prefecture: '46', area: ['462012', '462039'] }, { office: '鹿児島県市区町村' }],
    [{ sub: 's', role: 'institution', prefecture: '46', institution: 'i' }, { office: '医療機関' }],
    [{ sub: 's', role: 'secretariat' }, { office: '事務局' }],
    [{ sub: 's', role: 'ops' }, { office: '運用担当' }],
  ])('%j is shown as %j', (person, shown) => {
    expect(whoIs(person)).toEqual(shown);
  });
});
