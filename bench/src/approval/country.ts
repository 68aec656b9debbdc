import { identityVersion, matchKey, municipalitiesOf, prefectures } from '@todoke/japan';
import { rows } from '@todoke/testing';
import { Chance } from '@todoke/trial';
import { marks, stems } from '../institutions/names.js';

const batch = 2_500;

/** The prefecture whose official asks, and the share of all applications that it has. */
export const home = '46';
const shareOfHome = 0.12;

/** Types as often as they occur, with the third digit of their codes and the endings of their names. */
const kinds = [
  { type: 'hospital', until: 0.032, table: '1', endings: ['病院', '総合病院', '記念病院', '医療センター'] },
  { type: 'clinic', until: 0.452, table: '1', endings: ['クリニック', '医院', '内科', '整形外科', '眼科'] },
  { type: 'dental-clinic', until: 0.72, table: '3', endings: ['歯科', '歯科医院', 'デンタルクリニック'] },
  { type: 'midwifery-centre', until: 0.73, table: '9', endings: ['助産院', '助産所'] },
  { type: 'pharmacy', until: 1, table: '4', endings: ['薬局', '調剤薬局', 'ドラッグ薬局'] },
] as const;
/** States as they are in the weeks of a deadline. */
const states = [
  { state: 'waiting', until: 0.3 },
  { state: 'approved', until: 0.36 },
  { state: 'rejected', until: 0.41 },
  { state: 'pre-noticed', until: 0.44 },
  { state: 'issued', until: 0.9 },
  { state: 'granted', until: 0.94 },
  { state: 'nothing-to-do', until: 0.97 },
  { state: 'pre-notice-undeliverable', until: 0.985 },
  { state: 'voided', until: 1 },
] as const;

/** Fills 申請一覧 with applications of all prefectures, of a hundred days. */
export async function fillReviews(adminUrl: string, applications: number): Promise<void> {
  const elsewhere = prefectures.filter(({ code }) => code !== home).flatMap(({ code }) => municipalitiesOf(code));
  const places = { here: municipalitiesOf(home), elsewhere };
  // What is filled in is judged already, so nobody has to look for duplicates.
  await rows(adminUrl, 'ALTER TABLE approval.reviews DISABLE TRIGGER note_keys_of_new');
  for (let from = 0; from < applications; from += batch) {
    const count = Math.min(batch, applications - from);
    const some = Array.from({ length: count }, (_, at) => applicationOf(from + at, applications, places));
    await rows(
      adminUrl,
      `INSERT INTO approval.reviews
         (number, version, route, prefecture, municipality_code, institution_name, institution_type, insurance_code,
          name_and_address, name_key, codes, identity_version, items, address, received_at, state, decided_by,
          decided_at, rejection_reason, since, possible_duplicate, warnings, warnings_version, pile)
       SELECT number, 1, 'self', left(code, 2), code, name, type, insurance, key || place || number, key,
              ARRAY[insurance, phone], ${identityVersion},
              jsonb_build_object('institutionName', name, 'institutionType', type, 'codeHolding', '1', 'phone', phone,
                'insuranceCode', insurance, 'postalCode', '8900064', 'prefecture', left(code, 2), 'municipality', place,
                'street', '本町１番１号', 'familyName', '山田', 'givenName', '太郎', 'departmentPhone', phone,
                'email', number || '@example.jp'),
              number || '@example.jp', '2026-08-20'::timestamptz + age * interval '1 second', state,
              CASE WHEN state <> 'waiting' THEN 'official' END,
              CASE WHEN state <> 'waiting' THEN '2026-11-28'::timestamptz END,
              CASE WHEN state = 'rejected' THEN '機関コードをご確認ください。' END,
              CASE WHEN state NOT IN ('waiting', 'approved', 'rejected') THEN '2026-11-29'::timestamptz END,
              pile IS NOT DISTINCT FROM 'duplicate',
              CASE WHEN pile IN ('check', 'duplicate') THEN ARRAY['check-digit'] ELSE '{}' END, 1, pile
       FROM jsonb_to_recordset($1::jsonb) AS made (number text, code text, place text, name text, type text, key text,
         insurance text, phone text, age integer, state text, pile text)`,
      [JSON.stringify(some)],
    );
  }
  await rows(adminUrl, 'ALTER TABLE approval.reviews ENABLE TRIGGER note_keys_of_new');
  await rows(adminUrl, 'VACUUM ANALYZE approval.reviews, approval.tallies');
}

interface Place {
  readonly code: string;
  readonly name: string;
}

function applicationOf(
  at: number,
  applications: number,
  { here, elsewhere }: { readonly here: readonly Place[]; readonly elsewhere: readonly Place[] },
) {
  const chance = new Chance('bench', at);
  const place = chance.of(chance.is(shareOfHome) ? here : elsewhere);
  const [kind, course] = [chance.next(), chance.next()];
  const { type, table, endings } = kinds.find(({ until }) => kind < until) ?? kinds[1];
  const { state } = states.find(({ until }) => course < until) ?? states[0];
  const name = `${chance.of(stems)}${chance.of(marks)}${chance.of<string>(endings)}`;
  const digits = String(at).padStart(7, '0');
  return {
    number: `APF-${String(at + 1_000_000).padStart(8, '0')}`,
    code: place.code,
    place: place.name,
    name,
    type,
    key: matchKey(name),
    insurance: `${place.code.slice(0, 2)}${table}${digits}`,
    phone: `099${digits}`,
    age: Math.floor((at / applications) * 100 * 86_400),
    state,
    pile: pileOf(state, chance.next()),
  };
}

/** What is doubtful is a seventh of what waits. */
function pileOf(state: string, doubt: number): string | undefined {
  if (state === 'voided' || state === 'pre-notice-undeliverable') return 'undeliverable';
  if (state !== 'waiting') return undefined;
  if (doubt < 0.03) return 'duplicate';
  return doubt < 0.15 ? 'check' : 'clean';
}
