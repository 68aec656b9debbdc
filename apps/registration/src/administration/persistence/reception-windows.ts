import { Injectable } from '@nestjs/common';
import { Databases } from '../../persistence/databases.js';
import type { ReceptionWindow } from '../domain/reception-window.js';

/** Reads 受付期間 (R2) as the secretariat has set them. */
@Injectable()
export class ReceptionWindows {
  constructor(private readonly databases: Databases) {}

  /** All windows, the earliest first. */
  async list(): Promise<ReceptionWindow[]> {
    const rows = await this.databases.app.receptionWindow.findMany({ orderBy: { opensAt: 'asc' } });
    return rows.map(({ opensAt, closesAt }) => ({ opensAt, closesAt: closesAt ?? undefined }));
  }
}
