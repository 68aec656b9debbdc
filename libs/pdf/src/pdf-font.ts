/// <reference path="./fontkit.d.ts" />
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { geta } from '@todoke/japan';

const file = '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf';

/** Blanks and what is invisible are never drawn. */
const DRAWN = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

/** The font of documents. It has the kanji and kana of JIS X 0213; not all kanji of Unicode, and no 外字. */
export interface PdfFont {
  readonly bytes: Buffer;
  /** Characters of a text that the font lacks, each once. */
  lackingIn(text: string): string[];
  /** The text as it is drawn: 〓 for what the font lacks. */
  drawn(text: string): string;
}

let font: Promise<PdfFont> | undefined;

/** Seven megabytes with what reads it, loaded when first needed. */
export const loadPdfFont = (): Promise<PdfFont> => (font ??= load());

async function load(): Promise<PdfFont> {
  const { create } = await import('fontkit');
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  const glyphs = create(bytes);
  const lacks = (character: string): boolean => !glyphs.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  return {
    bytes,
    lackingIn: (text) => [...new Set(text.match(DRAWN))].filter(lacks),
    drawn: (text) => text.replace(DRAWN, (character) => (lacks(character) ? geta : character)),
  };
}
