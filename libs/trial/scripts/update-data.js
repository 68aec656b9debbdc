/**
 * Writes src/data/towns.json: towns of the trial's two prefectures by municipality, each with its postal code, from the
 * postal data that libs/japan carries. Institutions keep their addresses where postal data change, until this is run.
 */
import { writeFileSync } from 'node:fs';
import { findAddresses, municipalitiesOf, unwritableInCp932 } from '@todoke/japan';

/** Postal codes of a prefecture begin with these. */
const areas = { 46: ['89'], 36: ['77'] };
/** Towns of a municipality, evenly out of all. */
const atMost = 24;

/** Municipality → town → its first postal code. */
const towns = new Map(Object.keys(areas).flatMap((code) => municipalitiesOf(code).map((one) => [one.code, new Map()])));
for (const beginnings of Object.values(areas)) {
  for (const beginning of beginnings) {
    for (let number = 0; number < 100_000; number++) {
      const [address, ...others] = findAddresses(beginning + String(number).padStart(5, '0'));
      if (address === undefined || others.length > 0 || address.office !== undefined) continue;
      const { municipalityCode, postalCode, street } = address;
      const known = towns.get(municipalityCode);
      if (isPlain(street) && known && !known.has(street)) known.set(street, postalCode);
    }
  }
}

/** A name that an address may begin with, and that every file can hold. */
function isPlain(street) {
  return /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{2,6}$/u.test(street) && unwritableInCp932(street).length === 0;
}

const some = (all) =>
  all.length <= atMost ? all : Array.from({ length: atMost }, (_, at) => all[Math.floor((at * all.length) / atMost)]);
const lines = [...towns].sort().map(([code, all]) => {
  const pairs = [...all].map(([street, postalCode]) => [postalCode, street]);
  return `"${code}":${JSON.stringify(some(pairs))}`;
});
writeFileSync(new URL('../src/data/towns.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
