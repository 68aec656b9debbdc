import { asWorker } from '@todoke/database';
import { type Answer, rows, Visitor } from '@todoke/testing';
import { Databases } from '../src/persistence/databases.js';
import { seedTrialData } from '../src/trial-data.js';
import type { TrialPerson } from '../src/trial/trial-person.js';
import { friday, type Running } from './running.js';

export const password = 'Todoke-2026-Kokoro';

export const secretariat: TrialPerson = { role: 'secretariat', loginId: 'secretariat', password };
export const kagoshima: TrialPerson = {
  role: 'prefecture',
  name: '有村 幸子',
  prefecture: '46',
  loginId: 'kagoshima-official',
  password,
};
const reader: TrialPerson = {
  role: 'municipality',
  prefecture: '46',
  area: ['462012'],
  loginId: 'kagoshima-city',
  password,
};
export const healthCentre: TrialPerson = {
  role: 'health-centre',
  prefecture: '46',
  area: ['462012'],
  loginId: 'kagoshima-centre',
  password,
};
const operations: TrialPerson = { role: 'ops', loginId: 'operations', password };
export const hospital: TrialPerson = {
  role: 'institution',
  prefecture: '46',
  loginId: 'trial-hospital',
  password,
  institution: '医療法人とどけ会 城山ためし病院',
};
export const everybody = [secretariat, kagoshima, reader, healthCentre, operations, hospital];

export async function seed(accounts: Pick<Running, 'database'>, people: readonly TrialPerson[]): Promise<void> {
  const databases = new Databases(asWorker(accounts.database.workerUrl));
  await seedTrialData(databases, people, friday);
  await databases.onApplicationShutdown();
}

export async function idOf(accounts: Pick<Running, 'database'>, loginId: string): Promise<string> {
  const [found] = await rows<{ id: string }>(
    accounts.database.adminUrl,
    'SELECT id FROM accounts.identity_people WHERE login_id = $1',
    [loginId],
  );
  if (found === undefined) throw new Error(`nobody has the login ID ${loginId}`);
  return found.id;
}

/** Types a login ID and a password on the page that `/login` leads to. */
export async function logIn(visitor: Visitor, loginId: string, typed = password): Promise<Answer> {
  return visitor.submit(await visitor.get('/login'), { loginId, password: typed });
}

/** A visitor who has signed in and stands before 接続先選択, wherever the sign-in led to. */
export async function signedIn(accounts: Pick<Running, 'url'>, { loginId }: TrialPerson): Promise<Visitor> {
  const visitor = new Visitor(accounts.url);
  const follows = (url: string): boolean => url.startsWith(accounts.url);
  await logIn(new Visitor(accounts.url, { follows }).inBrowserOf(visitor), loginId);
  const page = await visitor.get('/destinations');
  if (page.h1 !== '接続先選択')
    throw new Error(`${loginId} could not sign in: ${page.status} ${page.main.slice(0, 300)}`);
  return visitor;
}
