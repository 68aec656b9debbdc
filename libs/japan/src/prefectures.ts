/** The 47 prefectures with their two-digit codes (JIS X 0401), in the order of the codes. */
const NAMES = [
  '北海道',
  '青森県',
  '岩手県',
  '宮城県',
  '秋田県',
  '山形県',
  '福島県',
  '茨城県',
  '栃木県',
  '群馬県',
  '埼玉県',
  '千葉県',
  '東京都',
  '神奈川県',
  '新潟県',
  '富山県',
  '石川県',
  '福井県',
  '山梨県',
  '長野県',
  '岐阜県',
  '静岡県',
  '愛知県',
  '三重県',
  '滋賀県',
  '京都府',
  '大阪府',
  '兵庫県',
  '奈良県',
  '和歌山県',
  '鳥取県',
  '島根県',
  '岡山県',
  '広島県',
  '山口県',
  '徳島県',
  '香川県',
  '愛媛県',
  '高知県',
  '福岡県',
  '佐賀県',
  '長崎県',
  '熊本県',
  '大分県',
  '宮崎県',
  '鹿児島県',
  '沖縄県',
];

export interface Prefecture {
  /** '01' … '47' */
  readonly code: string;
  /** With its 都, 道, 府 or 県. */
  readonly name: string;
}

export const prefectures: readonly Prefecture[] = NAMES.map((name, index) => ({
  code: String(index + 1).padStart(2, '0'),
  name,
}));

/** The prefectures as a field offers them. */
export const prefectureOptions = prefectures.map(({ code, name }) => ({ value: code, label: name }));

const byCode = new Map(prefectures.map((prefecture) => [prefecture.code, prefecture]));
const byName = new Map(prefectures.map((prefecture) => [prefecture.name, prefecture]));

/** @param codeOrName '36' or '徳島県' */
export const findPrefecture = (codeOrName: string): Prefecture | undefined =>
  byCode.get(codeOrName) ?? byName.get(codeOrName);

/** The name of a prefecture. An unknown code is returned as it is, so that a page can always show it. */
export const prefectureName = (code: string): string => byCode.get(code)?.name ?? code;
