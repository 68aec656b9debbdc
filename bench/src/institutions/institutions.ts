import { rows } from '@todoke/testing';
import type { Report } from '../report/figures.js';
import { say } from '../report/say.js';
import { statements } from '../system/statements.js';
import { startSystem } from '../system/system.js';
import { signedIn, visitPages } from '../system/visits.js';
import { fillMaster } from './master.js';

const count = Number(process.env['BENCH_INSTITUTIONS'] || 250_000);

const search = (text: string): string => `/institutions?q=${encodeURIComponent(text)}`;

/** Searches with few, many and very many hits, one character, and none; filters; the last page of an order. */
const pages = {
  prefecture: ['/institutions', search('城山'), search('クリニック'), search('ない病院'), '/institutions?account=yes'],
  secretariat: [
    '/institutions',
    '/institutions?order=name',
    '/institutions?type=midwifery-centre',
    '/institutions?prefecture=13&account=no',
    search('城山第一総合病院'),
    search('谷山'),
    search('ｸﾘﾆｯｸ'),
    search('医'),
    search('ない病院'),
    `${search('病院')}&type=hospital&order=name`,
  ],
} as const;

/** 医療機関マスタ at the size of the country. */
export async function institutions(): Promise<Report> {
  say('starting accounts and reporting');
  const system = await startSystem('institutions', {
    services: ['accounts', 'reporting'],
    own: { NODE_ENV: 'production' },
  });
  try {
    say(`making ${count} institutions`);
    await fillMaster(system.adminUrl, count);
    const [one] = await rows<{ id: string }>(
      system.adminUrl,
      `SELECT id FROM reporting.institutions WHERE prefecture = '46' ORDER BY id LIMIT 1`,
    );
    const figures = [];
    for (const role of ['prefecture', 'secretariat'] as const) {
      const asker = await signedIn(system, role);
      figures.push(...(await visitPages(asker, role, [...pages[role], `/institutions/${one?.id}`])));
    }
    const besides = { institutions: count, 'slowest statements': await statements(system.adminUrl) };
    return { figures, besides, wrong: [] };
  } finally {
    await system.stop();
  }
}
