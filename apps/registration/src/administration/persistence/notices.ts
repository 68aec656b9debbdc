import { Injectable } from '@nestjs/common';
import { Databases } from '../../persistence/databases.js';
import type { Notice } from '../domain/notice.js';

/** Reads お知らせ文 (R6) in the wording of the secretariat. */
@Injectable()
export class Notices {
  constructor(private readonly databases: Databases) {}

  async list(): Promise<Notice[]> {
    const rows = await this.databases.app.notice.findMany({ orderBy: [{ shownFrom: 'asc' }, { id: 'asc' }] });
    return rows.map(({ text, shownFrom, shownUntil }) => ({
      text,
      shownFrom: shownFrom ?? undefined,
      shownUntil: shownUntil ?? undefined,
    }));
  }
}
