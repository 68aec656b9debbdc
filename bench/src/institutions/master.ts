import { identityVersion, matchKey, municipalitiesOf, prefectures } from '@todoke/japan';
import { rows } from '@todoke/testing';
import { Chance } from '@todoke/trial';
import { marks, stems } from './names.js';

const batch = 2_500;

const owners = ['', '', '', '医療法人', '医療法人社団', '社会医療法人', '独立行政法人'];
const societies = ['さくら会', '緑風会', '明和会', '慈恵会', '白鳥会', 'ひまわり会', '仁愛会', '清心会', '共生会'];
/** Types as often as they occur, with the endings of their names. */
const kinds = [
  { type: 'hospital', until: 0.032, endings: ['病院', '総合病院', '記念病院', '医療センター'] },
  { type: 'clinic', until: 0.452, endings: ['クリニック', '医院', '内科', '整形外科', '眼科', '小児科クリニック'] },
  { type: 'dental-clinic', until: 0.72, endings: ['歯科', '歯科医院', 'デンタルクリニック'] },
  { type: 'midwifery-centre', until: 0.73, endings: ['助産院', '助産所'] },
  { type: 'pharmacy', until: 1, endings: ['薬局', '調剤薬局', 'ドラッグ薬局'] },
] as const;

export type MadeInstitution = ReturnType<typeof institutionOf>;

/** Institutions of all prefectures, those of 東京都 five times as many as of others, some at a time. */
export function* madeInstitutions(institutions: number): Generator<MadeInstitution[]> {
  const all = prefectures.flatMap(({ code }) => municipalitiesOf(code));
  const places = [...all, ...Array.from({ length: 4 }, () => municipalitiesOf('13')).flat()];
  for (let from = 0; from < institutions; from += batch) {
    const count = Math.min(batch, institutions - from);
    yield Array.from({ length: count }, (_, at) => institutionOf(from + at, places));
  }
}

/** Fills 医療機関マスタ at reporting. */
export async function fillMaster(adminUrl: string, institutions: number): Promise<void> {
  for (const some of madeInstitutions(institutions)) {
    await rows(
      adminUrl,
      `INSERT INTO reporting.institutions
         (id, version, prefecture, municipality_code, municipality, name, type, permissions, location, phone,
          has_account, area, area_name, area_plan, search_key, search_key_version)
       SELECT gen_random_uuid()::text, 1, left(code, 2), code, place, name, type, '{medical}', place || '本町１番１号',
              '0990000000', account, left(code, 2) || '01', '中部', '8', key, ${identityVersion}
       FROM jsonb_to_recordset($1::jsonb)
         AS made (code text, place text, name text, type text, account boolean, key text)`,
      [JSON.stringify(some)],
    );
  }
  await rows(adminUrl, 'VACUUM ANALYZE reporting.institutions');
}

function institutionOf(number: number, places: readonly { readonly code: string; readonly name: string }[]) {
  const chance = new Chance('bench', number);
  const place = chance.of(places);
  const kind = chance.next();
  const { type, endings } = kinds.find(({ until }) => kind < until) ?? kinds[1];
  const owner = chance.of(owners);
  const society = owner === '' ? '' : `${owner}${chance.of(societies)} `;
  const name = `${society}${chance.of(stems)}${chance.of(marks)}${chance.of<string>(endings)}`;
  return { code: place.code, place: place.name, name, type, account: chance.is(0.3), key: matchKey(name) };
}
