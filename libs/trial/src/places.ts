import { readFileSync } from 'node:fs';

/** Hospitals, clinics, dental clinics, midwifery centres and pharmacies. */
type Counts = readonly [number, number, number, number, number];

/** How many institutions the trial has in which municipality: some 300, forty hospitals a prefecture. */
export const places: Readonly<Record<string, Counts>> = {
  // 鹿児島県: 鹿児島, 鹿屋, 枕崎, 阿久根, 出水, 指宿, 西之表, 垂水, 薩摩川内, 日置, 曽於
  46201: [14, 22, 14, 2, 10],
  46203: [3, 5, 3, 1, 3],
  46204: [1, 1, 1, 0, 1],
  46206: [1, 1, 1, 0, 0],
  46208: [2, 3, 2, 0, 1],
  46210: [1, 2, 1, 0, 1],
  46213: [1, 1, 1, 0, 1],
  46214: [0, 1, 1, 0, 0],
  46215: [3, 4, 3, 1, 2],
  46216: [1, 2, 1, 0, 1],
  46217: [1, 1, 1, 0, 1],
  // 霧島, いちき串木野, 南さつま, 志布志, 奄美, 南九州, 伊佐, 姶良, 屋久島町, 徳之島町
  46218: [4, 5, 3, 1, 3],
  46219: [0, 1, 1, 0, 1],
  46220: [1, 1, 1, 0, 1],
  46221: [1, 1, 1, 0, 1],
  46222: [2, 2, 1, 1, 1],
  46223: [0, 1, 1, 0, 0],
  46224: [1, 1, 0, 0, 1],
  46225: [2, 3, 2, 0, 1],
  46505: [0, 1, 0, 0, 0],
  46530: [1, 1, 1, 0, 0],
  // 徳島県: 徳島, 鳴門, 小松島, 阿南, 吉野川, 阿波, 美馬, 三好
  36201: [16, 15, 9, 2, 8],
  36202: [3, 3, 2, 0, 2],
  36203: [2, 2, 1, 0, 1],
  36204: [4, 4, 3, 1, 2],
  36205: [3, 2, 2, 0, 1],
  36206: [2, 2, 1, 0, 1],
  36207: [2, 2, 1, 0, 1],
  36208: [2, 2, 1, 1, 1],
  // 石井町, 那賀町, 美波町, 海陽町, 北島町, 藍住町, 板野町
  36341: [2, 1, 1, 0, 1],
  36368: [1, 1, 0, 0, 0],
  36387: [1, 1, 0, 0, 0],
  36388: [1, 1, 1, 0, 0],
  36402: [0, 1, 1, 0, 1],
  36403: [1, 2, 2, 0, 1],
  36404: [0, 1, 0, 0, 0],
};

/** A town of a municipality. */
export interface Town {
  readonly postalCode: string;
  readonly name: string;
}

/** Real towns by municipality, written by `npm run update-data`. */
export function townsByMunicipality(): ReadonlyMap<string, readonly Town[]> {
  const text = readFileSync(new URL('./data/towns.json', import.meta.url), 'utf8');
  const towns = JSON.parse(text) as Record<string, [string, string][]>;
  return new Map(
    Object.entries(towns).map(([code, all]) => [code, all.map(([postalCode, name]) => ({ postalCode, name }))]),
  );
}

/** Area codes of the telephone (市外局番) by the beginning of the municipality's code; the longest that fits holds. */
const areaCodes: Readonly<Record<string, string>> = {
  46: '099',
  46203: '0994',
  46204: '0993',
  46206: '0996',
  46208: '0996',
  46210: '0993',
  46213: '0997',
  46214: '0994',
  46215: '0996',
  46218: '0995',
  46219: '0996',
  46220: '0993',
  46222: '0997',
  46223: '0993',
  46224: '0995',
  46225: '0995',
  465: '0997',
  36: '088',
  36203: '0885',
  36204: '0884',
  36205: '0883',
  36206: '0883',
  36207: '0883',
  36208: '0883',
  36368: '0884',
  36387: '0884',
  36388: '0884',
};

/**
 * A telephone number that nobody has: the office code after the area code is 0, 00 or 000, and those of subscribers
 * begin with 2 to 9.
 */
export function unassignedPhone(municipalityCode: string, number: number): string {
  const fitting = Object.keys(areaCodes).filter((beginning) => municipalityCode.startsWith(beginning));
  const longest = fitting.sort((one, other) => other.length - one.length)[0] ?? '';
  const area = areaCodes[longest] ?? '099';
  return `${area}${'0'.repeat(6 - area.length)}${String(number).padStart(4, '0')}`;
}
