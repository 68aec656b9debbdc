import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, type Service, services } from '@todoke/local-system';
import { demo } from './system/demo.js';
import type { Tab } from './tab.js';

/** A page of a service, as its routes.md names it: `reporting /surveys/:survey`. */
type PageName = string;

/** Paths that every service has and that lead nowhere: files, the size of the text, signing in and out. */
const aside = /^\/(assets|text-size|sign-in|sign-out|docs|health|oidc)(\/|$)/;

const routes = new Map(
  services.map((service) => [
    service,
    readFileSync(join(repository, 'apps', service, 'routes.md'), 'utf8')
      .split('\n')
      .map((line) => line.split(' | '))
      .filter(([methods = '']) => methods.includes('GET'))
      .map(([, path = '']) => path),
  ]),
);

/** Of several routes that fit, the one with the most segments as they stand. */
function routeOf(service: Service, path: string): string | undefined {
  const segments = path.split('/');
  const fits = (route: string): boolean => {
    const parts = route.split('/');
    return parts.length === segments.length && parts.every((part, at) => part.startsWith(':') || part === segments[at]);
  };
  const parameters = (route: string): number => route.split(':').length;
  return (routes.get(service) ?? []).filter(fits).sort((one, other) => parameters(one) - parameters(other))[0];
}

/** The page at an address; undefined where it is none of a service, or none that a link of the content leads to. */
export function pageAt(address: string): PageName | undefined {
  const { origin, pathname } = new URL(address);
  const service = services.find((name) => demo().services[name] === origin);
  if (service === undefined || aside.test(pathname)) return undefined;
  const route = routeOf(service, pathname);
  return route && `${service} ${route}`;
}

/**
 * Goes to each page that links of the menu and of the pages lead to, once each, and looks at it.
 * @returns the pages in their order
 */
export async function walk(tab: Tab, look: (page: PageName, status: number) => Promise<void>): Promise<PageName[]> {
  const seen = new Set<PageName>();
  const waiting = [tab.page.url(), ...(await linksOf(tab))];
  for (let at = 0; at < waiting.length; at += 1) {
    const address = waiting[at]!;
    const page = pageAt(address);
    if (page === undefined || seen.has(page) || !(await isPage(tab, address))) continue;
    seen.add(page);
    const answer = await tab.goesTo(address);
    await look(page, answer?.status() ?? 0);
    waiting.push(...(await linksOf(tab)));
  }
  return [...seen];
}

/** Files are downloaded and not looked at. */
async function isPage(tab: Tab, address: string): Promise<boolean> {
  const answer = await tab.page.request.get(address);
  return (answer.headers()['content-type'] ?? '').startsWith('text/html');
}

const linksOf = (tab: Tab): Promise<string[]> =>
  tab.page
    .locator('nav a[href], main a[href]')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
