/** The part of fontkit that is used here; the package has no types of its own. */
declare module 'fontkit' {
  export interface Font {
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  /** @param bytes of one TrueType or OpenType font */
  export function create(bytes: Buffer): Font;
}
