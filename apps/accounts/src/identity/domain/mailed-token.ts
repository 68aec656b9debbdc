/**
 * Tokens of links that go by mail, and how they come back. A token is letters and digits alone, so that no mail program
 * takes its end for punctuation. Those of earlier releases were base64url: mail programs left out a `-` or `_` at their
 * end, and links of mail ② have no expiry.
 */
const tokenLength = 32;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * 190 random bits.
 * @param random a whole number from 0 up to, not including, its argument; cryptographically strong outside of tests
 */
export const drawToken = (random: (below: number) => number): string =>
  Array.from({ length: tokenLength }, () => letters.charAt(random(letters.length))).join('');

/** What divides an address in a mail: blanks, invisible characters, soft line breaks (RFC 2045, 6.7). */
const dividers = /=\s+|[\s\p{Cf}]/gu;

/** The first run of characters of a token. What may be stuck to it is anything but control characters. */
const firstRun = /^[^\w\u0000-\u001f\u007f-]*([\w-]+)(?:[^\w\u0000-\u001f\u007f-][^\u0000-\u001f\u007f]*)?$/u;

/** What may be missing at the end of a token of an earlier release. */
const lostEnds: Readonly<Record<number, readonly string[]>> = {
  1: ['-', '_'],
  2: ['--', '-_', '_-', '__'],
};

/**
 * The tokens that the last segment of an address may mean; empty where it can mean none.
 * @param typed decoded, with all that is stuck to it: `。`, `>`, `)`, `」`, `&gt;`, a line break, underlines of emphasis
 */
export function tokensIn(typed: string): readonly string[] {
  const whole = typed.replace(dividers, '');
  const found = tokensOf(whole);
  // Browsers leave out the line break of a soft one when the address is pasted, and its = stays.
  return found.length > 0 ? found : tokensOf(whole.replaceAll('=', ''));
}

function tokensOf(text: string): readonly string[] {
  const run = firstRun.exec(text)?.[1] ?? '';
  if (run.length < tokenLength) return (lostEnds[tokenLength - run.length] ?? []).map((end) => run + end);
  return /^[-_]*$/.test(run.slice(tokenLength)) ? [run.slice(0, tokenLength)] : [];
}
