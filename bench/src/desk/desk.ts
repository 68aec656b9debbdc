import { addressKey, identityVersion } from '@todoke/japan';
import { personWith } from '@todoke/local-system';
import { rows, Visitor } from '@todoke/testing';
import { madeInstitutions } from '../institutions/master.js';
import type { Report } from '../report/figures.js';
import { say } from '../report/say.js';
import { statements } from '../system/statements.js';
import { startSystem, type System } from '../system/system.js';
import { visitPages } from '../system/visits.js';
import type { Asker } from '../tables/export.js';

const count = Number(process.env['BENCH_INSTITUTIONS'] || 250_000);
/** So many times as many institutions as another prefecture has are in 鹿児島県, whose official asks. */
const crowded = '46';

const search = (text: string): string => `/institution-codes?q=${encodeURIComponent(text)}`;

const pages = [
  '/login-ids',
  '/institution-codes?municipality=46201',
  search('城山'),
  search('クリニック'),
  search('城山第一総合病院'),
  search('医'),
  search('本町3番4号'),
  search('本町'),
  search('鹿児島市本町１－２'),
  search('4610000123'),
  search('0000123'),
  search('099000'),
  search('ない病院'),
];

/** The desk's look-ups at the size of the country. */
export async function desk(): Promise<Report> {
  say('starting accounts and approval');
  const system = await startSystem('desk', {
    services: ['accounts', 'approval'],
    own: { NODE_ENV: 'production' },
  });
  try {
    say(`making ${count} institutions`);
    await fill(system.adminUrl);
    const figures = [];
    for (const role of ['prefecture', 'secretariat'] as const) {
      const asker = await signedIn(system, role);
      const later = [await nextOf(asker, '/login-ids'), await nextOf(asker, search('クリニック'))];
      figures.push(...(await visitPages(asker, role, [...pages, ...later])));
    }
    const besides = { institutions: count, 'slowest statements': await statements(system.adminUrl) };
    return { figures, besides, wrong: [] };
  } finally {
    await system.stop();
  }
}

async function signedIn(system: System, role: 'prefecture' | 'secretariat'): Promise<Asker> {
  const url = system.settings.urls.approval;
  const person = personWith(system.secrets.people, role, role === 'prefecture' ? crowded : undefined);
  const visitor = new Visitor(url);
  const { loginId, password } = person;
  await visitor.submit(await visitor.get('/login-ids'), { loginId, password });
  const page = await visitor.get('/login-ids');
  if (page.h1 !== 'ログインID照会') throw new Error(`nobody signed in as ${role}: ${page.status} ${page.h1}`);
  return { url, cookie: visitor.cookiesFor('/'), csrf: page.csrf };
}

/** The page after the first of a list. */
async function nextOf({ url, cookie }: Asker, path: string): Promise<string> {
  const html = await (await fetch(`${url}${path}`, { headers: { cookie } })).text();
  const [, next] = /<a href="([^"]*)" rel="next"/.exec(html) ?? [];
  if (next === undefined) throw new Error(`${path} has one page`);
  return next.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
}

/** Fills the table of the desk as the events of accounts would. */
async function fill(adminUrl: string): Promise<void> {
  let number = 0;
  for (const some of madeInstitutions(count)) {
    const made = some.map(({ key, code, place, ...one }) => {
      number += 1;
      const street = `本町${String(1 + (number % 9))}番${String(1 + (number % 20))}号`;
      const at = number % 10 === 0 ? { code: '46201', place: '鹿児島市' } : { code, place };
      const address = addressKey({ municipality: at.place, street });
      return { ...one, ...at, street, number, key: `${key}|${address}` };
    });
    await rows(
      adminUrl,
      `INSERT INTO approval.desk_institutions
         (id, version, name, type, prefecture, municipality, municipality_code, location, street, phone,
          institution_code, insurance_code, has_account, search_key, search_key_version)
       SELECT gen_random_uuid()::text, 1, name, type, left(code, 2), place, code, place || street, street,
              '099' || lpad(number::text, 7, '0'), 'A' || number, left(code, 2) || '1' || lpad(number::text, 7, '0'),
              account, key, ${identityVersion}
       FROM jsonb_to_recordset($1::jsonb)
         AS made (code text, place text, street text, name text, type text, account boolean, key text, number int)`,
      [JSON.stringify(made)],
    );
  }
  await rows(adminUrl, 'VACUUM ANALYZE approval.desk_institutions');
}
