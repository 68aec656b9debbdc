import { Applicant } from '../src/applicant.js';
import { Official } from '../src/official.js';
import { newAddress } from '../src/samples.js';
import { signsIn } from '../src/sign-in.js';
import { demo, person } from '../src/system/demo.js';
import { disorder, type Tab } from '../src/tab.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';
import { pageAt, walk } from '../src/walk.js';

afterAll(everybodyLeaves);

const roles = ['prefecture', 'health-centre', 'municipality', 'secretariat', 'ops', 'institution'] as const;
type Role = (typeof roles)[number];

/** Where somebody arrives who signs in at accounts without having asked for a page. */
const arrivals: Readonly<Record<Role, string>> = {
  prefecture: '接続先選択',
  'health-centre': '接続先選択',
  municipality: '接続先選択',
  secretariat: '確認待ち一覧',
  ops: 'メール送信状況',
  institution: '接続先選択',
};

async function signedIn(role: Role): Promise<Tab> {
  const { tab } = await visitor({ viewport: { width: 1280, height: 800 } });
  await tab.goesTo(`${demo().services.accounts}/login`);
  await signsIn(tab, person(role, ['secretariat', 'ops'].includes(role) ? undefined : '46'));
  await tab.arrivesAt(arrivals[role]);
  return tab;
}

/** Labels and full addresses, those behind その他 included, each once. */
const menuOf = (tab: Tab): Promise<string[]> =>
  tab.page
    .locator('nav[aria-label=メニュー] a')
    .evaluateAll((links) => [
      ...new Set(links.map((link) => `${link.textContent} ${(link as HTMLAnchorElement).href}`)),
    ]);

it('one application waits for its prefecture, and one for the secretariat', async () => {
  const { tab } = await visitor();
  await new Applicant(tab, newAddress('waiting')).applies();
  const approved = await new Applicant((await visitor()).tab, newAddress('approved')).applies();
  const official = new Official((await visitor()).tab, '46');
  await official.signsIn();
  await official.approves(approved);
});

describe.each(roles)('%s', (role) => {
  let tab: Tab;

  it('arrives at its work, and finds the same menu at every service (R134, R158)', async () => {
    tab = await signedIn(role);
    const menu = await menuOf(tab);
    expect(menu.length).toBeGreaterThan(1);
    for (const address of Object.values(demo().services)) {
      // Signs in there as well; what is refused has the menu too.
      await tab.goesTo(`${address}/sign-in`);
      expect({ address, menu: await menuOf(tab) }).toEqual({ address, menu });
    }
  });

  it('is refused no page to which links lead, and each is in order at every width (R134, R158, R170)', async () => {
    const entries = (await menuOf(tab)).map((entry) => pageAt(entry.split(' ').at(-1)!));
    const refused: string[] = [];
    const pages = await walk(tab, async (page, status) => {
      if (status !== 200) refused.push(`${page}: ${status}`);
      await tab.isLookedAt(`walk-${role}-${page.replaceAll(/[^\w-]+/g, '-')}`);
    });
    expect(refused).toEqual([]);
    expect(pages).toEqual(expect.arrayContaining(entries));
  });
});

it('nothing was out of order (R170)', () => {
  expect(disorder).toEqual([]);
});
