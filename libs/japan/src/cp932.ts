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

/** What belongs to the character before it: a mark, or a part of a Hangul syllable. */
const JOINED = /[\p{M}\u1100-\u11FF]/u;

/**
 * A text as CP932. Characters that CP932 does not have become 〓.
 * @param tell gets each of them, in their order and with repetitions
 */
export function encodeCp932(text: string, tell: (character: string) => void = () => undefined): Buffer {
  const known = table();
  const codeOf = (unit: number): number => known[unit] ?? UNWRITABLE;
  const instead = codeOf(geta.charCodeAt(0));
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  const write = (code: number): void => {
    if (code > 0xff) bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = codeOf(text.charCodeAt(at));
    if (code !== UNWRITABLE) {
      write(code);
      continue;
    }
    const { start, end } = sequenceAround(text, at);
    for (let back = start; back < at; back += 1) length -= codeOf(text.charCodeAt(back)) > 0xff ? 2 : 1;
    for (const character of compose(text.slice(start, end))) {
      const own = character.length === 1 ? codeOf(character.charCodeAt(0)) : UNWRITABLE;
      if (own === UNWRITABLE) tell(character);
      write(own === UNWRITABLE ? instead : own);
    }
    at = end - 1;
  }
  return bytes.subarray(0, length);
}

/** A character with what belongs to it: か and a separate voicing mark, which together may be writable. */
function sequenceAround(text: string, at: number): { start: number; end: number } {
  let start = at;
  while (start > 0 && JOINED.test(text.charAt(start))) start -= 1;
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (end < text.length && JOINED.test(text.charAt(end))) end += 1;
  return { start, end };
}
