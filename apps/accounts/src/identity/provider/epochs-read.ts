import { AsyncLocalStorage } from 'node:async_hooks';

/** The epochs in which a request has read what belongs to people: account → `identity_people.sessions_epoch`. */
const read = new AsyncLocalStorage<Map<string, number>>();

/** Runs what the provider does for one request, which has read nothing yet. */
export const withEpochs = <Result>(work: () => Result): Result => read.run(new Map(), work);

/** Of several epochs the first counts: what is read later does not make what was read before it any newer. */
export function noteEpoch(account: string, epoch: number): void {
  const epochs = read.getStore();
  if (epochs !== undefined && !epochs.has(account)) epochs.set(account, epoch);
}

/** Undefined where the request has read nothing of the account, or only what has no epoch. */
export const epochRead = (account: string): number | undefined => read.getStore()?.get(account);
