import type { Transaction } from '../../persistence/databases.js';
import type { Notice } from '../domain/notice.js';
import type { ReceptionWindow } from '../domain/reception-window.js';

/** 受付期間 (R2) as the secretariat has set them, the earliest first. */
export async function findReceptionWindows(tx: Transaction): Promise<ReceptionWindow[]> {
  const rows = await tx.receptionWindow.findMany({ orderBy: { opensAt: 'asc' } });
  return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt: closesAt ?? undefined }));
}

/** お知らせ文 (R6) in the wording of the secretariat. */
export async function findNotices(tx: Transaction): Promise<Notice[]> {
  const rows = await tx.notice.findMany({ orderBy: [{ shownFrom: 'asc' }, { id: 'asc' }] });
  return rows.map(({ text, shownFrom, shownUntil }) => ({
    text,
    shownFrom: shownFrom ?? undefined,
    shownUntil: shownUntil ?? undefined,
  }));
}
