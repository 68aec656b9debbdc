import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { places } from '@todoke/local-system';

export type Role = 'prefecture' | 'secretariat' | 'municipality' | 'institution' | 'ops';

export interface Person {
  readonly role: Role;
  /** Two digits. */
  readonly prefecture?: string;
  readonly loginId: string;
  readonly password: string;
}

type ServiceName = 'registration' | 'approval' | 'accounts' | 'notifications' | 'reporting';

/** The content of `.todoke/demo.json`: the running system. */
export interface Demo {
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly inbox: string;
  /** host:port */
  readonly smtp: string;
  readonly postgres: string;
  readonly nats: string;
  readonly people: readonly Person[];
}

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
export function person(role: Role, prefecture?: string): Person {
  const fits = (one: Person) => one.role === role && (prefecture === undefined || one.prefecture === prefecture);
  const found = demo().people.find(fits);
  if (found === undefined) throw new Error(`the trial data has no ${role} ${prefecture ?? ''}`);
  return found;
}
