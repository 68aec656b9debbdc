import type { Answer } from '../visitor/answer.js';
import { Visitor } from '../visitor/visitor.js';
import type { Guidance } from './letters.js';

const password = 'Todoke-2026-Kagoshima';

/** Opens the link of mail ②, sets a password and signs in. @returns the page after signing in */
export async function usesAccount(accounts: string, { loginId, link }: Guidance): Promise<Answer> {
  const visitor = new Visitor(accounts);
  const set = await visitor.submit(await visitor.get(link), { password, confirmation: password });
  if (set.status !== 200) throw new Error(`no password could be set: ${set.status} ${set.main.slice(0, 200)}`);
  const another = new Visitor(accounts);
  return another.submit(await another.get('/destinations'), { loginId, password });
}
