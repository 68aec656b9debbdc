import { audit, isUnavailable } from '@todoke/database';
import type { Databases, Transaction } from '../../persistence/databases.js';
import { fileReviews, findAlike, identityOfItems, type Official } from '../../reviews/index.js';
import type { ProxyFile, ReadyRow } from '../domain/proxy-file.js';
import { finishFiling } from '../persistence/files.js';
import { countRows, lockReadyRows, noteFailed, noteFiled, noteLeftOut } from '../persistence/file-rows.js';
import { notStored } from '../words.js';
import { proxyFiling } from './file-proxy-application.js';
import { markOf } from './mark-row.js';

/** Rows of one transaction: they are filed together or not at all, and nobody waits long for their locks. */
const batchSize = 100;

/**
 * Files the next rows of a file for the official who has pressed 申請する, within the limits of that official. Each row is
 * filed once, whoever is ended between: its state and its application commit together.
 * @returns how many; 0 where none is left, or other processes have the rest
 */
export async function fileRows(databases: Databases, file: ProxyFile, now: Date): Promise<number> {
  const official = officialOf(file);
  const some = (atMost: number) => databases.forOfficial(official, (tx) => fileSome(tx, file, official, atMost, now));
  try {
    return await some(batchSize);
  } catch (error) {
    if (isUnavailable(error)) throw error;
  }
  // One of them cannot be stored. The others need not wait for it.
  try {
    return await some(1);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return databases.forOfficial(official, (tx) => refuseFirst(tx, file));
  }
}

async function fileSome(tx: Transaction, file: ProxyFile, official: Official, atMost: number, now: Date) {
  const rows = await lockReadyRows(tx, file.id, atMost);
  if (rows.length > 0) {
    const leftOut = await appliedMeanwhile(tx, file.prefecture, rows);
    await noteLeftOut(tx, leftOut);
    const filings = rows
      .filter(({ request }) => !leftOut.some((one) => one.request === request))
      .map(({ request, items }) => ({ request, file: proxyFiling(items, official, now) }));
    await noteFiled(tx, await fileReviews(tx, filings));
  } else if (await finishFiling(tx, file.id, now)) {
    const counts = await countRows(tx, file.id);
    const detail = Object.fromEntries(counts.map(({ state, mark, count }) => [`${state}.${mark ?? 'plain'}`, count]));
    await audit(tx, { actor: official.sub, action: 'proxy-file.filed', subject: file.id, detail });
  }
  return rows.length;
}

/**
 * Rows for whose institutions somebody has applied since the official saw the file: a colleague with the same file,
 * perhaps. What was marked then is filed as the official chose.
 */
async function appliedMeanwhile(tx: Transaction, prefecture: string, rows: readonly ReadyRow[]) {
  const unmarked = rows.filter(({ mark }) => mark === null);
  const alike = await findAlike(
    tx,
    prefecture,
    unmarked.map(({ items }) => identityOfItems(items)),
  );
  return unmarked.flatMap(({ request, notes }, at) => {
    const found = markOf(alike[at] ?? [], undefined);
    return found?.mark === 'applied' ? [{ request, mark: found.mark, notes: [found.note, ...notes] }] : [];
  });
}

/** Notes of the first row that it cannot be filed. */
async function refuseFirst(tx: Transaction, { id }: ProxyFile): Promise<number> {
  const [first] = await lockReadyRows(tx, id, 1);
  if (first !== undefined) await noteFailed(tx, first.request, { text: notStored });
  return first === undefined ? 0 : 1;
}

const officialOf = ({ startedBy, prefecture }: ProxyFile): Official => ({
  sub: startedBy ?? '',
  role: 'prefecture',
  prefecture,
  area: [],
});
