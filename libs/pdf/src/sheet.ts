import { geta } from '@todoke/japan';
import type PDFDocument from 'pdfkit';
import { loadPdfFont, type PdfFont } from './pdf-font.js';

export interface SheetSection {
  readonly title: string;
  readonly items: readonly { readonly label: string; readonly value: string }[];
}

export interface Sheet {
  readonly title: string;
  /** What the file says of itself, in its properties and in the window of its reader. */
  readonly name: string;
  /** Lines below the title: whose it is, and of when. */
  readonly facts: readonly string[];
  readonly sections: readonly SheetSection[];
  /** Small lines at the end. */
  readonly foot: readonly string[];
}

/** Characters of an item that the sheet cannot show. */
export interface LackingCharacters {
  readonly label: string;
  /** As people recognise them: a 外字, which they may not see, by its code. */
  readonly characters: readonly string[];
}

const margin = 56;
const labelWidth = 150;
const gap = 14;

type Document = InstanceType<typeof PDFDocument>;

/** What a sheet of these sections could not show. It has 〓 in place of it. */
export async function lackingIn(sections: readonly SheetSection[]): Promise<LackingCharacters[]> {
  const font = await loadPdfFont();
  return sections
    .flatMap(({ items }) => items)
    .map(({ label, value }) => ({ label, characters: font.lackingIn(value).map(recognisable) }))
    .filter(({ characters }) => characters.length > 0);
}

/** The bytes of a PDF in A4. Its text is in it, so that it can be searched and copied. */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const font = await loadPdfFont();
  // Loaded with the first document: a start has no use for it.
  const { default: Pdf } = await import('pdfkit');
  const document = new Pdf({
    size: 'A4',
    margin,
    lang: 'ja-JP',
    displayTitle: true,
    info: { Title: sheet.name, Creator: 'Todoke', Producer: 'pdfkit' },
  });
  const bytes = collected(document);
  document.registerFont('text', font.bytes);
  document.font('text');
  write(document, sheet, font);
  document.end();
  return bytes;
}

async function collected(document: Document): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of document as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

const recognisable = (character: string): string =>
  /\p{Co}/u.test(character) ? `U+${character.codePointAt(0)?.toString(16).toUpperCase()}` : character;

function write(document: Document, { title, facts, sections, foot }: Sheet, font: PdfFont): void {
  document.fontSize(18).text(font.drawn(title));
  document.moveDown(0.6).fontSize(12);
  for (const fact of facts) document.text(font.drawn(fact));
  for (const section of sections) {
    document.moveDown(1).fontSize(14).text(font.drawn(section.title)).moveDown(0.4).fontSize(10.5);
    for (const { label, value } of section.items) writeItem(document, font.drawn(label), font.drawn(value));
  }
  const written = [...facts, ...sections.flatMap(({ items }) => items.map(({ value }) => value))];
  const lacks = written.some((text) => font.lackingIn(text).length > 0);
  if (lacks) document.moveDown(1.2).fontSize(9).text(`${geta}は、このファイルの書体にない文字です。`, margin);
  for (const line of foot) document.moveDown(1.2).fontSize(9).text(line, margin);
}

/** Label and value side by side, the next line below the longer of both. */
function writeItem(document: Document, label: string, value: string): void {
  const valueWidth = document.page.width - 2 * margin - labelWidth - gap;
  const height = Math.max(
    document.heightOfString(label, { width: labelWidth }),
    document.heightOfString(value, { width: valueWidth }),
  );
  if (document.y + height > document.page.height - margin) document.addPage();
  const { y } = document;
  document.text(label, margin, y, { width: labelWidth });
  document.text(value, margin + labelWidth + gap, y, { width: valueWidth });
  document.x = margin;
  document.y = y + height + 5;
  const end = document.page.width - margin;
  document.moveTo(margin, document.y).lineTo(end, document.y).lineWidth(0.5).stroke('#cccccc');
  document.y += 5;
}
