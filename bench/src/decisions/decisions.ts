import { NatsLink } from '@todoke/messaging';
import { personWith } from '@todoke/local-system';
import { eventually, rows } from '@todoke/testing';
import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Page } from 'playwright-core';
import type { Figure, Report } from '../report/figures.js';
import { say } from '../report/say.js';
import { startSystem, type System } from '../system/system.js';
import { Clerk, noWork, seconds, timeOf, type Work } from './clerk.js';
import { applicationsOf } from './two-hundred.js';

const count = Number(process.env['BENCH_DECISIONS'] || 200);
/** Minutes for two hundred. */
const limit = (25 * count) / 200;

/** How a clerk works through what waits. */
const ways: Readonly<Record<string, (clerk: Clerk, url: string) => Promise<void>>> = {
  'one by one with keys': (clerk, url) => oneByOne(clerk, `${url}/`, true),
  'one by one with the mouse': (clerk, url) => oneByOne(clerk, `${url}/`, false),
  'clean ones at once, the others with keys': async (clerk, url) => {
    await atOnce(clerk, url);
    await oneByOne(clerk, `${url}/`, true);
  },
};

/** Two hundred decisions of one clerk in a real browser: loads, clicks and keys, and what they come to in minutes. */
export async function decisions(): Promise<Report> {
  say('starting accounts and approval');
  const system = await startSystem('decisions', {
    services: ['accounts', 'approval'],
    own: { NODE_ENV: 'production' },
  });
  const nats = new NatsLink(system.natsUrl, 'bench');
  const browser = await launchBrowser();
  const figures: Figure[] = [];
  const besides: Record<string, unknown> = { 'seconds of the model': seconds };
  const wrong: string[] = [];
  try {
    const visit = await newVisit(browser, { viewport: { width: 1280, height: 720 } });
    const page = await visit.context.newPage();
    await signIn(page, system);
    for (const [way, work] of Object.entries(ways)) {
      await apply(system, nats);
      const done = noWork();
      await work(new Clerk(page, done), system.settings.urls.approval);
      const left = await waiting(system);
      if (left > 0) wrong.push(`${way}: ${left} of ${count} applications still wait`);
      say(`${way}: ${told(done)}`);
      besides[way] = done;
      figures.push({ figure: way, unit: 'min', value: timeOf(done) / 60, limit, limitedBy: 'what is asked' });
    }
    return { figures, besides, wrong };
  } finally {
    await browser.close();
    await nats.close();
    await system.stop();
  }
}

const told = ({ loads, clicks, keys, waited, ...read }: Work): string =>
  `${loads} loads in ${waited.toFixed(1)} s, ${clicks} clicks, ${keys} keys; read: ${JSON.stringify(read)}`;

async function signIn(page: Page, system: System): Promise<void> {
  const { loginId, password } = personWith(system.secrets.people, 'prefecture', '46');
  await page.goto(system.settings.urls.approval);
  await page.fill('input[name="loginId"]', loginId);
  await page.fill('input[name="password"]', password);
  await page.click('main button[type="submit"]');
  await page.getByRole('heading', { level: 1, name: '申請一覧' }).waitFor();
}

/** Applications come in, and what is doubtful of them is known. */
async function apply(system: System, nats: NatsLink): Promise<void> {
  const client = await nats.client();
  for (const event of applicationsOf(count)) {
    await client.publish(event.subject, JSON.stringify(event), { msgID: event.id });
  }
  await eventually(async () => expectCount(await waiting(system)), { what: 'that all applications wait' });
}

function expectCount(found: number): number {
  if (found !== count) throw new Error(`${found} of ${count} applications wait`);
  return found;
}

async function waiting(system: System): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM approval.reviews WHERE state = 'waiting'`;
  return (await rows<{ count: number }>(system.adminUrl, sql))[0]?.count ?? Number.NaN;
}

/** Looks at each application: approves what is in order, rejects every second of what is doubtful. */
async function oneByOne(clerk: Clerk, list: string, byKeys: boolean): Promise<void> {
  const { page, work } = clerk;
  await clerk.open(list);
  if ((await page.locator('main td a, main th a').count()) === 0) return;
  await clerk.clickOn('main tbody th a');
  // The page takes no keys in its first moment; whoever reads it does not notice.
  for (let decided = 0; decided < count && isApplication(page); decided += 1) {
    const doubtful = await page.locator('.dossier-item-doubtful, .dossier-compared li').count();
    if (doubtful === 0) work.clean += 1;
    else work.doubtful += 1;
    await page.locator('html[data-takes-keys]').waitFor();
    if (doubtful > 0 && work.doubtful % 2 === 0) await reject(clerk, byKeys);
    else if (byKeys) await clerk.pressOn('a');
    else await clerk.clickOn('[data-key="a"]');
  }
}

const isApplication = (page: Page): boolean => new URL(page.url()).pathname.startsWith('/applications/');

async function reject(clerk: Clerk, byKeys: boolean): Promise<void> {
  if (byKeys) await clerk.press('r');
  else await clerk.click('.decision-bar a[href="#reject"]');
  await clerk.click('.sentence');
  await clerk.clickOn('#reject .buttons button');
}

/** 一括承認 of what nothing is doubtful about, fifty at a time. */
async function atOnce(clerk: Clerk, url: string): Promise<void> {
  const { page, work } = clerk;
  await clerk.open(`${url}/bulk-approval`);
  for (;;) {
    const shown = await page.locator('input[name="chosen"]').count();
    if (shown === 0) return;
    work.rows += shown;
    await clerk.clickOn('main form .button-primary');
    const again = page.locator('main a.button-primary');
    if ((await again.count()) === 0) return;
    await clerk.clickOn('main a.button-primary');
  }
}
