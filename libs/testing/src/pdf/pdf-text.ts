import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF as a reader that copies it gets it: glyphs of the content streams, turned into characters by the
 * fonts' ToUnicode maps. Enough of ISO 32000 for what pdfkit writes with one embedded font.
 */
export function textOfPdf(pdf: Buffer): string {
  const streams = streamsIn(pdf);
  const characters = new Map(streams.filter((stream) => stream.includes('begincmap')).flatMap(charactersOf));
  const pages = streams.filter((stream) => /\bT[jJ]\b/.test(stream));
  return pages.map((page) => textOfPage(page, characters)).join('\n');
}

function streamsIn(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; ;) {
    const begin = pdf.indexOf('stream\n', at);
    if (begin < 0) return found;
    const from = begin + 'stream\n'.length;
    const end = pdf.indexOf('endstream', from);
    found.push(inflated(pdf.subarray(from, end)));
    at = end + 'endstream'.length;
  }
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return bytes.toString('latin1');
  }
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
const hexNumber = (hex: string | undefined): number => Number.parseInt(hex ?? '', 16);

function charactersOf(map: string): [number, string][] {
  const ranges = [...map.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi)];
  return ranges.flatMap(([, first, , list]) =>
    [...(list ?? '').matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex], index): [number, string] => [
      hexNumber(first) + index,
      utf16((hex ?? '').replaceAll(' ', '')),
    ]),
  );
}

function textOfPage(page: string, characters: ReadonlyMap<number, string>): string {
  const lines = [...page.matchAll(/\[([^\]]*)\]\s*TJ/g)];
  return lines
    .map(([, glyphs]) =>
      [...(glyphs ?? '').matchAll(/<([0-9a-f]+)>/gi)]
        .flatMap(([, hex]) => (hex ?? '').match(/.{4}/g) ?? [])
        .map((glyph) => characters.get(hexNumber(glyph)) ?? '\uFFFD')
        .join(''),
    )
    .join('\n');
}
