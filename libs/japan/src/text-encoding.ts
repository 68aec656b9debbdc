/** Text of a file that says nothing of its encoding: UTF-8, with or without a byte order mark, or CP932. */

export type TextEncoding = 'utf-8' | 'cp932';

/** `utf-16`: what Excel calls Unicode text. `workbook`: the file of Excel itself, or another archive. */
export type EncodingFault =
  { readonly kind: 'utf-16' | 'workbook' } | { readonly kind: 'neither'; readonly line: number };

export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly encoding: TextEncoding }
  | { readonly ok: false; readonly fault: EncodingFault };

const beginsWith = (bytes: Uint8Array, ...signs: number[]): boolean => signs.every((sign, at) => bytes[at] === sign);

const labels = { 'utf-8': 'utf-8', cp932: 'windows-31j' } as const;

/** A text in CP932 is UTF-8 only where it is ASCII, so UTF-8 is tried first. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) return { ok: false, fault: { kind: 'utf-16' } };
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { ok: false, fault: { kind: 'workbook' } };
  for (const encoding of ['utf-8', 'cp932'] as const) {
    try {
      return { ok: true, text: new TextDecoder(labels[encoding], { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next one.
    }
  }
  // Of the encoding in which more of it can be read.
  const line = Math.max(...Object.values(labels).map((label) => lineOfFault(bytes, label)));
  return { ok: false, fault: { kind: 'neither', line } };
}

/** The line of the first bytes that are no character, from 1 on. */
const lineOfFault = (bytes: Uint8Array, label: string): number =>
  (new TextDecoder(label).decode(bytes).split('\uFFFD', 1)[0] ?? '').split('\n').length;
