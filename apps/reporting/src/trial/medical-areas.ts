import { municipalitiesOf } from '@todoke/japan';
import { type MedicalArea, medicalPlans } from '../institutions/index.js';

/**
 * 二次医療圏 of the trial's two prefectures, which are the same in both plans (国土数値情報（医療圏データ）（国土交通省）を加工). A
 * county stands for all its towns and villages.
 */
const areas: readonly (readonly [code: string, name: string, municipalities: readonly string[]])[] = [
  ['4601', '鹿児島', ['鹿児島市', '日置市', 'いちき串木野市', '鹿児島郡']],
  ['4603', '南薩', ['枕崎市', '指宿市', '南さつま市', '南九州市']],
  ['4605', '川薩', ['薩摩川内市', '薩摩郡']],
  ['4606', '出水', ['阿久根市', '出水市', '出水郡']],
  ['4607', '姶良・伊佐', ['霧島市', '伊佐市', '姶良市', '姶良郡']],
  ['4609', '曽於', ['曽於市', '志布志市', '曽於郡']],
  ['4610', '肝属', ['鹿屋市', '垂水市', '肝属郡']],
  ['4611', '熊毛', ['西之表市', '熊毛郡']],
  ['4612', '奄美', ['奄美市', '大島郡']],
  ['3601', '東部', ['徳島市', '鳴門市', '吉野川市', '阿波市', '名東郡', '名西郡', '板野郡']],
  ['3603', '南部', ['小松島市', '阿南市', '勝浦郡', '那賀郡', '海部郡']],
  ['3605', '西部', ['美馬市', '三好市', '美馬郡', '三好郡']],
];

/** The areas of both plans. @throws where a name is no municipality and no county */
export const trialAreas = (): MedicalArea[] =>
  medicalPlans.flatMap(({ key: plan }) =>
    areas.map(([code, name, names]) => {
      const prefecture = code.slice(0, 2);
      const municipalities = names.flatMap((one) => {
        const found = municipalitiesOf(prefecture).filter((place) => place.name === one || place.county === one);
        if (found.length === 0) throw new Error(`no municipality named ${one}`);
        return found.map((place) => place.code);
      });
      return { plan, code, name, prefecture, municipalities };
    }),
  );
