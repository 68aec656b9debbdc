import type { Answer } from './answer.js';

/** Texts that often break programs, for fields, addresses and headers. */
export const nastyTexts: readonly string[] = [
  '\u0000',
  '%00',
  '\ud800',
  '🍣',
  "'; DROP TABLE applications; --",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '-1',
  'NaN',
  '1e309',
  '9'.repeat(400),
  'a'.repeat(5_000),
  '2026-02-31',
  '0000-00-00',
  '9999-12-31',
  '+10000-01-01',
];

/** Internals that an error page may leak. */
const inside = /prisma|postgres|stack|at .*\.js:\d+/i;

/** @throws where a response is a 5xx or shows internals */
export function expectSound({ status, html, url }: Pick<Answer, 'status' | 'html' | 'url'>): void {
  if (status < 200 || status >= 500) throw new Error(`${status} from ${url}`);
  const shown = inside.exec(html)?.[0];
  if (shown !== undefined) throw new Error(`${url} shows ${shown.slice(0, 80)}`);
}
