import { Inject, Injectable } from '@nestjs/common';
import type { Notice } from '../domain/notice.js';
import type { Window } from '../domain/window.js';
import { Databases } from '../../persistence/databases.js';

/** Reads 受付期間 (R2) and お知らせ文 (R6). */
@Injectable()
export class Texts {
  constructor(@Inject(Databases) private readonly databases: Databases) {}

  async windows(): Promise<Window[]> {
    const rows = await this.databases.app.receptionWindow.findMany({ orderBy: { opensAt: 'asc' } });
    return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt: closesAt ?? undefined }));
  }

  async notices(): Promise<Notice[]> {
    const rows = await this.databases.app.notice.findMany({ orderBy: [{ shownFrom: 'asc' }, { id: 'asc' }] });
    return rows.map(({ text, shownFrom, shownUntil }) => ({
      text,
      shownFrom: shownFrom ?? undefined,
      shownUntil: shownUntil ?? undefined,
    }));
  }
}
