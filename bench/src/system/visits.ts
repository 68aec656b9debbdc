import { type PersonWhoSignsIn, personWith } from '@todoke/local-system';
import { Visitor } from '@todoke/testing';
import { type Figure, median, percentile, rounded } from '../report/figures.js';
import { say } from '../report/say.js';
import type { Asker } from '../tables/export.js';
import { Browser } from './browser.js';
import type { System } from './system.js';

const visits = 40;
const warmUp = 10;
/** Milliseconds that a page may take. */
export const pageLimit = 50;

/** The first page of those services at which people sign in for a bench. */
const firstPages = { reporting: 'ホーム', approval: '申請一覧' } as const;

/** Somebody who has signed in at a service. */
export async function signedIn(
  system: System,
  role: PersonWhoSignsIn['role'],
  service: keyof typeof firstPages = 'reporting',
): Promise<Asker> {
  const url = system.settings.urls[service];
  const person = personWith(system.secrets.people, role, role === 'prefecture' ? '46' : undefined);
  const visitor = new Visitor(url);
  const page = await visitor.submit(await visitor.get('/'), { loginId: person.loginId, password: person.password });
  if (page.h1 !== firstPages[service])
    throw new Error(`nobody signed in as ${role}: ${page.status} ${page.main.slice(0, 200)}`);
  return { url, cookie: visitor.cookiesFor('/'), csrf: page.csrf };
}

/** A page by its address, or with a name where the address tells nobody what it is. */
export type Visited = string | { readonly path: string; readonly name: string };

/** How long pages take, one after the other, once they are warm. */
export async function visitPages(asker: Asker, who: string, pages: readonly Visited[]): Promise<Figure[]> {
  const browser = new Browser(asker.url, 1);
  const figures: Figure[] = [];
  for (const page of pages) {
    const { path, name } = typeof page === 'string' ? { path: page, name: decodeURI(page) } : page;
    const took = await latencies(browser, asker.cookie, path);
    const value = percentile(took, 0.95);
    say(`${who} ${name}: p50 ${rounded(median(took))}, p95 ${rounded(value)} ms`);
    const figure = `${name}, ${who}, p95`;
    figures.push({ figure, unit: 'ms', value, limit: pageLimit, limitedBy: 'what is asked' });
  }
  await browser.close();
  return figures;
}

/** Milliseconds of each visit of a page. @throws where one is not answered 200 */
export async function latencies(browser: Browser, cookie: string, path: string): Promise<number[]> {
  const took: number[] = [];
  for (let visit = 0; visit < warmUp + visits; visit++) {
    const started = performance.now();
    const { status } = await browser.get(path, cookie);
    if (status !== 200) throw new Error(`${path} was answered ${status}`);
    if (visit >= warmUp) took.push(performance.now() - started);
  }
  return took;
}
