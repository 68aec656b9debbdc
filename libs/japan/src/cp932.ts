/**
 * CP932, the Shift_JIS of Windows, which Excel reads: JIS X 0208 with the extensions of NEC and IBM, such as ①, ㈱, 髙
 * and 﨑. The table is the platform's own decoder, turned around.
 */
import { compose, ONE_FORM } from './width.js';

/** What is written for a character that CP932 does not have: the geta mark. */
export const geta = '〓';

/** Two spellings of a character of JIS X 0208 that `ONE_FORM` does not have: the overline and the broken bar. */
const ALSO_ONE_FORM: Readonly<Record<string, string>> = { '\u203E': '￣', '\u00A6': '￤' };

/** Lead bytes of the characters that NEC took over from IBM. Windows writes those of IBM, from FA40 on. */
const ONLY_READ = new Set([0xed, 0xee]);

const UNWRITABLE = 0;
let codes: Uint16Array | undefined;

/** The code of each UTF-16 code unit: one byte, two bytes, or `UNWRITABLE`. U+0000 is unwritable as well. */
function table(): Uint16Array {
  if (codes !== undefined) return codes;
  const made = new Uint16Array(0x10000);
  for (let code = 1; code < 0x80; code += 1) made[code] = code;
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) made[0xff61 + byte - 0xa1] = byte;
  const decoder = new TextDecoder('windows-31j');
  for (const lead of leadBytes()) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const [character = '', more] = decoder.decode(Uint8Array.of(lead, trail));
      const unit = character.charCodeAt(0);
      // The first code of a character is the one that Windows writes.
      if (trail !== 0x7f && more === undefined && unit !== 0xfffd) made[unit] ||= (lead << 8) | trail;
    }
  }
  for (const [other, one] of Object.entries({ ...ONE_FORM, ...ALSO_ONE_FORM })) {
    const [from, to] = [other.charCodeAt(0), one.charCodeAt(0)];
    const code = made[from] || made[to] || UNWRITABLE;
    made[from] = code;
    made[to] = code;
  }
  codes = made;
  return made;
}

function* leadBytes(): Generator<number> {
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if ((lead <= 0x9f || lead >= 0xe0) && !ONLY_READ.has(lead)) yield lead;
  }
}

/** The index of the first code unit that CP932 does not have, or -1. */
function firstUnwritable(text: string): number {
  const known = table();
  for (let at = 0; at < text.length; at += 1) {
    if (known[text.charCodeAt(at)] === UNWRITABLE) return at;
  }
  return -1;
}

/** The characters of a text that CP932 cannot write, in their order and with repetitions. */
export function unwritableInCp932(text: string): string[] {
  if (firstUnwritable(text) === -1) return [];
  return [...compose(text)].filter((character) => firstUnwritable(character) !== -1);
}

/** A text as CP932. Characters that CP932 does not have become 〓; `unwritableInCp932` tells them before. */
export function encodeCp932(text: string): Buffer {
  const writable = firstUnwritable(text) === -1 ? text : withGeta(text);
  const known = table();
  const bytes = Buffer.allocUnsafe(writable.length * 2);
  let length = 0;
  for (let at = 0; at < writable.length; at += 1) {
    const code = known[writable.charCodeAt(at)] ?? UNWRITABLE;
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}

const withGeta = (text: string): string =>
  Array.from(compose(text), (character) => (firstUnwritable(character) === -1 ? character : geta)).join('');
