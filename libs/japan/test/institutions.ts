import { readFileSync } from 'node:fs';

export interface PublishedInstitution {
  /** Two digits. */
  readonly prefecture: string;
  /** The seven digits that the bureaus print. */
  readonly code: string;
  readonly name: string;
  readonly postalCode: string;
  readonly address: string;
}

const file = new URL('./fixtures/institutions.csv', import.meta.url);
const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');

/** Real institutions; see fixtures/README.md. No value has a comma or a quote in it. */
export const institutions: readonly PublishedInstitution[] = lines.map((line) => {
  const [full = '', code = '', name = '', postalCode = '', address = ''] = line.split(',');
  return { prefecture: full.slice(0, 2), code, name, postalCode, address };
});
