import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Audience, needsSignIn, type Role, roles } from '@todoke/service';
import type { Visitor } from '../visitor/visitor.js';
import { people } from './signed-in-people.js';
import type { RunningService } from './running-service.js';

/** A route as @todoke/web knows it. */
export interface AskedRoute {
  readonly method: string;
  readonly path: string;
  readonly audience: Audience;
}

/** Set to 1 to write the table instead of comparing it. */
const writing = 'WRITE_ROUTES';

const everyone = ['nobody', ...roles] as const;
type Asking = (typeof everyone)[number];

/** One visitor of each role, and one who is not signed in. */
export type Visitors = Readonly<Record<Asking, Visitor>>;

/** Signs in one of the people of each role. */
export async function visitorsOf(service: Pick<RunningService, 'visitor'>): Promise<Visitors> {
  const come = async (asking: Asking): Promise<[Asking, Visitor]> => [
    asking,
    await service.visitor(people.find(({ role }) => role === asking)?.sub),
  ];
  return Object.fromEntries(await Promise.all(everyone.map(come))) as Visitors;
}

/**
 * Compares the routes of a service with the table that is kept for those who read a change.
 * @throws Error that names the lines which differ, and how to write the table anew
 */
export function expectRouteTable(file: URL, service: string, routes: readonly AskedRoute[]): void {
  const table = tableOf(service, routes);
  if (process.env[writing] === '1') writeFileSync(file, table);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (kept === table) return;
  const [before, now] = [kept.split('\n'), table.split('\n')];
  const differing = [
    ...before.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
  throw new Error(
    `routes.md is not what ${service} answers (-: only there, +: only here):\n${differing.join('\n')}\n` +
      `Where each of them is meant to be so, write it anew: ${writing}=1 npm test -- routes`,
  );
}

/** An entry of the menu, as @todoke/web declares it. */
interface MenuEntry {
  readonly label: string;
  readonly service: string;
  readonly page: string;
  readonly roles: readonly Role[];
}

/**
 * Entries of a service that lead to no page of it, or to one that admits others than those who see them. A page with a
 * parameter, and one for all who are signed in, may admit more.
 * @returns one text for each, empty where the menu is right
 */
export function misleading(menu: readonly MenuEntry[], service: string, routes: readonly AskedRoute[]): string[] {
  const own = menu.filter((entry) => entry.service === service);
  return own.flatMap(({ label, page }) => {
    // One page may have a name for each role.
    const shownTo = own.filter((entry) => entry.page === page).flatMap((entry) => entry.roles);
    const route = routes.find(({ method, path }) => method === 'GET' && path === page);
    if (route === undefined) return [`${label}: there is no page ${page}`];
    const admitted = roles.filter((role) => mayAsk(role, route));
    const open = page.includes(':') || route.audience === 'signed-in';
    const wrong = roles.filter((role) =>
      open ? shownTo.includes(role) && !admitted.includes(role) : shownTo.includes(role) !== admitted.includes(role),
    );
    return wrong.map((role) => `${label}: ${page} ${admitted.includes(role) ? 'admits' : 'refuses'} ${role}`);
  });
}

/** Everybody asks every route; the outcome is who was admitted to which. Ends the sessions of the visitors. */
export async function admitted(visitors: Visitors, routes: readonly AskedRoute[]): Promise<Record<string, Asking[]>> {
  const found: Record<string, Asking[]> = {};
  for (const route of withSigningOutLast(routes)) {
    const answers = everyone.map(async (asking) => ((await isAdmitted(visitors[asking], route)) ? [asking] : []));
    found[nameOf(route)] = (await Promise.all(answers)).flat();
  }
  return found;
}

/** What `admitted` finds where every route keeps to what it declares. */
export const declared = (routes: readonly AskedRoute[]): Record<string, Asking[]> =>
  Object.fromEntries(
    routes.filter(canBeAsked).map((route) => [nameOf(route), everyone.filter((asking) => mayAsk(asking, route))]),
  );

function mayAsk(asking: Asking, { audience }: AskedRoute): boolean {
  if (!needsSignIn(audience)) return true;
  if (asking === 'nobody') return false;
  return typeof audience === 'string' || audience.includes(asking);
}

/** No browser sends TRACE, and fetch refuses to. */
const canBeAsked = ({ method }: AskedRoute): boolean => method !== 'TRACE';

const nameOf = ({ method, path }: AskedRoute): string => `${method} ${path}`;

/**
 * Refused are the guard's own two refusals, and nothing else: whoever is told that this application does not exist was
 * admitted to ask. The request has the visitor's CSRF token, since that is checked before the role.
 */
async function isAdmitted(visitor: Visitor, { method, path }: AskedRoute): Promise<boolean> {
  const address = path.replace(/:\w+/g, 'x').replace('*', 'x');
  const { status, html, headers } = await visitor.once(address, {
    method,
    headers: { accept: 'application/json', 'csrf-token': visitor.csrf },
  });
  if (status !== 401 && status !== 403) return true;
  // Whoever is asked for a token was admitted to ask with one.
  if (headers.has('www-authenticate')) return true;
  // The answer to HEAD has no body that says why.
  return method !== 'HEAD' && !refusals.some((code) => html.includes(`"code":"${code}"`));
}

const refusals = ['sign-in-needed', 'forbidden'];

/** Signing out ends the session with which the other routes are asked. */
const withSigningOutLast = (routes: readonly AskedRoute[]): AskedRoute[] => {
  const last = (route: AskedRoute): boolean => nameOf(route) === 'POST /sign-out';
  const asked = routes.filter(canBeAsked);
  return [...asked.filter((route) => !last(route)), ...asked.filter(last)];
};

const words: Readonly<Record<string, string>> = {
  'signed-in': 'everybody who is signed in',
  everybody: 'everybody',
  machines: 'machines',
  operations: 'operations',
};

function tableOf(service: string, routes: readonly AskedRoute[]): string {
  const rows = new Map<string, string[]>();
  for (const { method, path, audience } of routes) {
    const end = `${path} | ${typeof audience === 'string' ? (words[audience] ?? audience) : audience.join(', ')}`;
    rows.set(end, [...(rows.get(end) ?? []), method]);
  }
  const lines = [...rows].map(([end, methods]) => `| ${methodsText(methods)} | ${end} |`);
  const [head, rule] = ['| method | path | who is admitted |', '| --- | --- | --- |'];
  const byPath = (a: string, b: string): number => ((pathIn(a) === pathIn(b) ? a < b : pathIn(a) < pathIn(b)) ? -1 : 1);
  return `# Routes of ${service}\n\nWritten by \`test/routes.spec.ts\` from the router of the running service.\n\n${[
    head,
    rule,
    ...lines.sort(byPath),
  ].join('\n')}\n`;
}

const pathIn = (line: string): string => line.split(' | ')[1] ?? '';

/** Each GET answers HEAD as well. */
const methodsText = (methods: readonly string[]): string =>
  [...methods]
    .filter((method) => method !== 'HEAD' || !methods.includes('GET'))
    .sort()
    .join(', ');
