/** What a file may be: scans and pictures of paper. */
export const contents = {
  pdf: { type: 'application/pdf', ending: '.pdf', word: 'PDF' },
  jpeg: { type: 'image/jpeg', ending: '.jpg', word: 'JPEG' },
  png: { type: 'image/png', ending: '.png', word: 'PNG' },
  tiff: { type: 'image/tiff', ending: '.tif', word: 'TIFF' },
} as const;

export type Content = keyof typeof contents;

/** Bytes of a file at most. */
export const largestFile = 10 * 1024 * 1024;

/** What files begin with: of PDF ISO 32000-2 section 7.5.2, of PNG RFC 2083, of JPEG ITU-T T.81, of TIFF 6.0. */
const signatures: readonly (readonly [Content, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** What a file is by its content, whatever it is called; undefined where it is none of these. */
export const contentOf = (bytes: Uint8Array): Content | undefined =>
  signatures.find(([, signature]) => signature.every((byte, at) => bytes[at] === byte))?.[0];

/** What is wrong with a file that was sent; undefined where it can be kept. */
export function faultOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined || bytes.length === 0) return 'ファイルを選択してください。';
  if (bytes.length > largestFile) return `ファイルは${largestFile / 1024 / 1024}MBまでです。`;
  const words = Object.values(contents).map(({ word }) => word);
  return contentOf(bytes) === undefined ? `${words.join('、')}のファイルを選択してください。` : undefined;
}

/** Signs that names of files may not have somewhere, and control characters. */
const unsafe = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/gu;

/** A name for a file that is downloaded: without folders and signs, and with the ending of what it is. */
export function nameFor(told: string, content: Content): string {
  const last = told.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const bare = last
    .replace(unsafe, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim()
    .slice(0, 100);
  return `${bare === '' || /^\.+$/.test(bare) ? '添付' : bare}${contents[content].ending}`;
}
