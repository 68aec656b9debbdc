import type { InstitutionType } from '@todoke/lifecycle';
import type { Chance } from './chance.js';
import type { TrialHospital } from './hospital.js';

/** Each name has one of these words for a sample: nobody takes it for that of a real institution. */
const marks = ['ためし', 'みほん', 'さくれい', 'れいだい'] as const;

const corporations = ['とどけ会', 'つづり会', 'たより会', 'しらせ会', 'ことのは会', 'みほん会', 'さくれい会'] as const;

const departments = [
  '内科',
  '内科',
  '外科',
  '小児科',
  '整形外科',
  '眼科',
  '耳鼻咽喉科',
  '皮膚科',
  '産婦人科',
  '心療内科',
  '泌尿器科',
] as const;

/** The part of a town's name that institutions take: 城山町 → 城山, 加世田本町 → 加世田本, 鴨島町牛島 → 鴨島. */
const stemOf = (town: string): string => /^(.{2,}?)町/u.exec(town)?.[1] ?? town;

function hospitalName(chance: Chance, place: string, { kind, beds }: TrialHospital): string {
  const corporation = chance.of(corporations);
  switch (kind) {
    case 'psychiatric':
      return `医療法人${corporation} ${place}${chance.of(['こころの病院', 'メンタル病院', '病院'])}`;
    case 'long-term':
      return `医療法人${corporation} ${place}${chance.of(['病院', 'リハビリテーション病院', 'ケア病院'])}`;
    case 'general': {
      const owner = chance.of(['医療法人', '医療法人社団', '社会医療法人']);
      const large = ['総合病院', '医療センター', '中央病院', '記念病院'];
      const ending = chance.of(beds.general >= 150 ? large : ['病院', '病院', '記念病院']);
      return chance.is(0.75) ? `${owner}${corporation} ${place}${ending}` : `${place}${ending}`;
    }
  }
}

/** A name for an institution of a town; another one each time. */
export function nameOf(chance: Chance, type: InstitutionType, town: string, hospital?: TrialHospital): string {
  const mark = chance.of(marks);
  const place = `${stemOf(town)}${mark}`;
  switch (type) {
    case 'hospital':
      return hospital === undefined ? `${place}病院` : hospitalName(chance, place, hospital);
    case 'clinic':
      return `${place}${chance.of(departments)}${chance.of(['クリニック', '医院', ''])}`;
    case 'dental-clinic':
      return `${place}${chance.of(['歯科', '歯科医院', '歯科クリニック', 'こども歯科'])}`;
    case 'midwifery-centre':
      return `${place}${chance.of(['助産院', '助産所'])}`;
    case 'pharmacy':
      return chance.is(0.5) ? `${mark}薬局 ${stemOf(town)}店` : `${place}${chance.of(['薬局', '調剤薬局'])}`;
  }
}
