/**
 * Code points that show an ideograph without being it: radicals (U+2E80–2FDF) and compatibility ideographs
 * (U+F900–FAFF, U+2F800–2FA1F). Text copied from a PDF has them, since a PDF stores glyphs, of which one may belong to
 * several code points: ⻄宮市, ⻑⾕川薬局.
 */

/** CJK Radicals Supplement: each radical with the ideograph that it shows in Japanese fonts (Adobe-Japan1). */
const SUPPLEMENT = `
  ⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑
  ⺕彐 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
  ⺪𤴔 ⺫罒 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴㓁 ⺵㓁 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼
  ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長
  ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼
  ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
`;

/** Kangxi radicals that Japanese fonts show in another form than their compatibility mapping (UAX #15) has. */
const KANGXI = '⼾戸 ⿊黒';

const SHOWN: ReadonlyMap<string, string> = new Map(
  `${SUPPLEMENT} ${KANGXI}`
    .trim()
    .split(/\s+/u)
    .map((pair): [string, string] => {
      const [radical = '', ideograph = ''] = pair;
      return [radical, ideograph];
    }),
);

const RADICAL = /[\u2E80-\u2FD5]/gu;

/**
 * Compatibility ideographs but those of Japanese standards (JIS X 0213, CP932, ARIB STD-B24), which are characters of
 * their own with a form of their own, such as the older form of 神 (U+FA19), and stand in names.
 */
const FOREIGN_COMPATIBILITY =
  /(?![\uF91D\uF928\uF929\uF936\uF970\uF9D0\uF9DC])[\uF900-\uFA0D\uFA70-\uFAD9\u{2F800}-\u{2FA1D}]/gu;

/** Replaces radicals and compatibility ideographs by the ideograph that they show. Idempotent. */
export const toIdeographs = (text: string): string =>
  text
    .replace(RADICAL, (radical) => SHOWN.get(radical) ?? radical.normalize('NFKC'))
    .replace(FOREIGN_COMPATIBILITY, (ideograph) => ideograph.normalize('NFC'));
