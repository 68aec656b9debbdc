import { rows } from '@todoke/testing';
import type { Figure, Report } from '../report/figures.js';
import { say } from '../report/say.js';
import { statements } from '../system/statements.js';
import { startSystem, type System } from '../system/system.js';
import { signedIn, type Visited, visitPages } from '../system/visits.js';
import { fillReviews, home } from './country.js';

const count = Number(process.env['BENCH_APPROVAL'] || 250_000);

const search = (text: string): string => `/?q=${encodeURIComponent(text)}`;

/** The list in all its piles, with filters, and searches with few, many and very many hits, and none. */
const lists = [
  '/?pile=waiting',
  '/?pile=clean',
  '/?pile=check',
  '/?pile=duplicate',
  '/?pile=undeliverable',
  '/?pile=all',
  '/?pile=all&order=newest',
  '/?pile=waiting&type=midwifery-centre',
  '/?pile=clean&type=pharmacy',
  '/?pile=all&state=voided&type=hospital',
  '/?pile=waiting&age=21',
  '/?pile=all&from=2026-10-01&to=2026-10-31',
  '/?pile=waiting&mine=1',
];
const searches = ['城山第一総合病院', 'ｸﾘﾆｯｸ', '医', 'ない病院', 'APF-01000777', '0990000777', '1000777'].map(search);

/** 申請一覧 at the size of the country. */
export async function approval(): Promise<Report> {
  say('starting accounts and approval');
  const system = await startSystem('approval', {
    services: ['accounts', 'approval'],
    own: { NODE_ENV: 'production' },
  });
  try {
    say(`making ${count} applications`);
    await fillReviews(system.adminUrl, count);
    const figures: Figure[] = [];
    for (const role of ['prefecture', 'secretariat'] as const) {
      const asker = await signedIn(system, role, 'approval');
      const deep = await pagesWithin(system, role === 'prefecture' ? home : undefined);
      figures.push(...(await visitPages(asker, role, [...lists, ...deep, ...searches])));
    }
    const besides = { applications: count, 'slowest statements': await statements(system.adminUrl) };
    return { figures, besides, wrong: [] };
  } finally {
    await system.stop();
  }
}

/** The middle and the last page of what waits, of a pile and of all. */
async function pagesWithin({ adminUrl }: System, prefecture: string | undefined): Promise<Visited[]> {
  const shown = { waiting: "state = 'waiting'", clean: "pile = 'clean'", all: 'true' };
  const pages: Visited[] = [];
  for (const [pile, condition] of Object.entries(shown)) {
    const found = await rows<{ before: number; at: string; number: string }>(
      adminUrl,
      `SELECT place AS before, (extract(epoch FROM received_at) * 1000000)::bigint::text AS at, number
       FROM (SELECT received_at, number, row_number() OVER (ORDER BY received_at, number)::integer AS place,
               count(*) OVER ()::integer AS total
             FROM approval.reviews WHERE ${condition} AND ($1::text IS NULL OR prefecture = $1)) AS ordered
       WHERE place IN (total / 2, total - 30) ORDER BY place`,
      [prefecture ?? null],
    );
    for (const [index, { before, at, number }] of found.entries()) {
      const cursor = Buffer.from(JSON.stringify(['oldest', before, at, number])).toString('base64url');
      const name = `/?pile=${pile}, ${index === 0 ? 'middle' : 'last'} page`;
      pages.push({ name, path: `/?pile=${pile}&after=${cursor}` });
    }
  }
  return pages;
}
