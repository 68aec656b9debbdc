import type { SignedIn } from '@todoke/service';
import { type Answer, freePort, rows, type Visitor } from '@todoke/testing';
import { startStandInIssuer } from '@todoke/testing/stand-in-issuer';
import { type Desk, startDesk, visitorAt } from '../desk/start-desk.js';
import { pagesOfThings } from './things.js';

const people: SignedIn[] = [
  { sub: 'official-46', role: 'prefecture', prefecture: '46' },
  { sub: 'official-36', role: 'prefecture', prefecture: '36' },
  { sub: 'secretariat', role: 'secretariat' },
];

export interface Things extends Desk {
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Somebody who has signed in. */
  visitor(sub?: string): Promise<Visitor>;
  /** Replaces all things. `key` is the name unless it says otherwise. */
  put(
    ...things: readonly Partial<{ name: string; key: string; phone: string; amount: number; prefecture: string }>[]
  ): Promise<void>;
  /** Replaces all things by so many. */
  fill(count: number): Promise<void>;
}

export async function startThings(): Promise<Things> {
  const port = await freePort();
  const client = { clientId: 'desk', clientSecret: 'secret' };
  const issuer = await startStandInIssuer({ clients: [{ ...client, url: `http://localhost:${port}` }], people });
  const signIn = (publicUrl: string) => ({ ...client, issuer: issuer.issuer, publicUrl });
  const desk = await startDesk({}, signIn, port, pagesOfThings);
  const ask: Things['ask'] = (sql, values) => rows(desk.database.adminUrl, sql, values);
  const clear = () => ask('TRUNCATE desk.things');
  return {
    ...desk,
    ask,
    visitor: async (sub = 'official-46') => {
      const visitor = visitorAt(desk.url, { follows: () => true });
      await visitor.signIn(sub);
      return visitor;
    },
    put: async (...things) => {
      await clear();
      for (const [at, { name = '', key = name, phone = '', amount = 0, prefecture = '46' }] of things.entries()) {
        await ask("INSERT INTO desk.things VALUES ($1, $2, $3, $4, $5, $6, '2026-11-20')", [
          at + 1,
          name,
          key,
          phone,
          amount,
          prefecture,
        ]);
      }
    },
    fill: async (count) => {
      await clear();
      await ask(
        `INSERT INTO desk.things (id, name, name_key, at)
         SELECT n, 'n' || n, 'n' || n, '2026-11-20'::timestamptz + n / 3 * interval '1 microsecond'
         FROM generate_series(1, $1::integer) AS n`,
        [count],
      );
    },
    close: async () => {
      await desk.close();
      await issuer.close();
    },
  };
}

/** The numbers in the rows of a list. */
export const idsOn = ({ html }: Answer): number[] =>
  [...html.matchAll(/<th scope="row"><a [^>]*>(\d+)</g)].map(([, id]) => Number(id));

/** The address of a link with this text; undefined where there is none. */
export const linkOn = ({ html }: Answer, label: string): string | undefined =>
  new RegExp(`<a [^>]*href="([^"]*)"[^>]*>${label}</a>`)
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=');
