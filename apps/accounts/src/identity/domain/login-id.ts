/** Letters and digits that are not confused on paper or on the telephone: no 0 o, 1 l i. */
const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';
const both = letters + digits;

export const loginIdPattern = /^(?=.*\d)[a-hjkmnp-z][a-hjkmnp-z2-9]{7}$/;

const pick = (alphabet: string, random: (below: number) => number): string => alphabet.charAt(random(alphabet.length));

/**
 * Eight characters, the first a letter and at least one a digit, drawn at random, so that login IDs cannot be
 * enumerated.
 * @param random a whole number from 0 up to, not including, its argument; cryptographically strong outside of tests
 */
export function drawLoginId(random: (below: number) => number): string {
  const rest = Array.from({ length: 6 }, () => pick(both, random));
  rest.splice(random(rest.length + 1), 0, pick(digits, random));
  return pick(letters, random) + rest.join('');
}
