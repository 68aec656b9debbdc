import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Demo, personWith, type PersonWhoSignsIn, places } from '@todoke/local-system';

/** Variable with the path of demo.json of the system under test. Set by hand, it names one that is running already. */
export const variable = 'TODOKE_DEMO';

export const demoFile = (): string => {
  const path = process.env[variable];
  if (path === undefined) throw new Error(`${variable} names no demo.json, and no system was started`);
  return path;
};

/** The system under test. */
export const demo = (): Demo => JSON.parse(readFileSync(demoFile(), 'utf8')) as Demo;

/** Its logs and NATS store, beside its demo.json. */
export const traces = () => places(dirname(demoFile()));

/** Somebody who can sign in, from the trial data. */
export const person = (role: PersonWhoSignsIn['role'], prefecture?: string): PersonWhoSignsIn =>
  personWith(demo().people, role, prefecture);
