import { checkDigitOf } from '@todoke/japan';
import { applicationFields, type ApplicationKey } from './fields.js';

type Place = readonly [postalCode: string, municipality: string, town: string, areaCode: string];

/** The town of each prefecture's government, and the area code of its telephones. */
const seats: Readonly<Record<string, Place>> = {
  '01': ['0600003', '札幌市中央区', '北三条西', '011'],
  '02': ['0300861', '青森市', '長島', '017'],
  '03': ['0200023', '盛岡市', '内丸', '019'],
  '04': ['9800014', '仙台市青葉区', '本町', '022'],
  '05': ['0100951', '秋田市', '山王', '018'],
  '06': ['9900023', '山形市', '松波', '023'],
  '07': ['9608065', '福島市', '杉妻町', '024'],
  '08': ['3100852', '水戸市', '笠原町', '029'],
  '09': ['3200027', '宇都宮市', '塙田', '028'],
  '10': ['3710026', '前橋市', '大手町', '027'],
  '11': ['3300063', 'さいたま市浦和区', '高砂', '048'],
  '12': ['2600855', '千葉市中央区', '市場町', '043'],
  '13': ['1600023', '新宿区', '西新宿', '03'],
  '14': ['2310021', '横浜市中区', '日本大通', '045'],
  '15': ['9500965', '新潟市中央区', '新光町', '025'],
  '16': ['9300006', '富山市', '新総曲輪', '076'],
  '17': ['9208203', '金沢市', '鞍月', '076'],
  '18': ['9100005', '福井市', '大手', '0776'],
  '19': ['4000031', '甲府市', '丸の内', '055'],
  '20': ['3800837', '長野市', '南長野', '026'],
  '21': ['5008384', '岐阜市', '薮田南', '058'],
  '22': ['4200853', '静岡市葵区', '追手町', '054'],
  '23': ['4600001', '名古屋市中区', '三の丸', '052'],
  '24': ['5140006', '津市', '広明町', '059'],
  '25': ['5200044', '大津市', '京町', '077'],
  '26': ['6028041', '京都市上京区', '藪之内町', '075'],
  '27': ['5400008', '大阪市中央区', '大手前', '06'],
  '28': ['6500011', '神戸市中央区', '下山手通', '078'],
  '29': ['6308213', '奈良市', '登大路町', '0742'],
  '30': ['6408269', '和歌山市', '小松原通', '073'],
  '31': ['6800011', '鳥取市', '東町', '0857'],
  '32': ['6900887', '松江市', '殿町', '0852'],
  '33': ['7000824', '岡山市北区', '内山下', '086'],
  '34': ['7300011', '広島市中区', '基町', '082'],
  '35': ['7530071', '山口市', '滝町', '083'],
  '36': ['7700941', '徳島市', '万代町', '088'],
  '37': ['7600017', '高松市', '番町', '087'],
  '38': ['7900001', '松山市', '一番町', '089'],
  '39': ['7800850', '高知市', '丸ノ内', '088'],
  '40': ['8120045', '福岡市博多区', '東公園', '092'],
  '41': ['8400041', '佐賀市', '城内', '0952'],
  '42': ['8500058', '長崎市', '尾上町', '095'],
  '43': ['8620950', '熊本市中央区', '水前寺', '096'],
  '44': ['8700022', '大分市', '大手町', '097'],
  '45': ['8800805', '宮崎市', '橘通東', '0985'],
  '46': ['8900064', '鹿児島市', '鴨池新町', '099'],
  '47': ['9000021', '那覇市', '泉崎', '098'],
};

/** The length of a telephone number on land, area code included. */
const phoneDigits = 10;

/** Examples as an institution of this prefecture would enter them. Fictitious but for the place. */
export function localExamples(prefecture: string): Partial<Record<ApplicationKey, string>> {
  const seat = seats[prefecture];
  if (seat === undefined) return {};
  const [postalCode, municipality, town, areaCode] = seat;
  const phone = areaCode.padEnd(phoneDigits, '0');
  const code = `${prefecture}4123456`;
  return {
    postalCode,
    municipality,
    street: `${town}１丁目１番地`,
    phone,
    departmentPhone: phone,
    insuranceCode: code + checkDigitOf(code),
  };
}

/** The hints of the items whose example names a place, with one of the reader's own prefecture (two digits). */
export const localHints = (prefecture: string): Partial<Record<ApplicationKey, { hint: string }>> =>
  Object.fromEntries(
    Object.entries(localExamples(prefecture)).map(([key, example]) => {
      const { hint = '' } = applicationFields[key as ApplicationKey];
      return [key, { hint: hint.replace(/例：.*$/, `例：${example}`) }];
    }),
  );
