import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { type ReportWindow, sameWindow, windowOf } from '../domain/window.js';
import { findWindows, storeWindow } from '../persistence/windows.js';

/** 報告期間の設定: a prefecture sets the days of its institutions, the secretariat those of any prefecture (R52, R97). */
@Injectable()
export class SetWindow {
  constructor(private readonly databases: Databases) {}

  /**
   * @param window in the version that was seen
   * @returns false where somebody has set other days since it was shown
   */
  run(person: SignedIn, window: ReportWindow): Promise<boolean> {
    const { prefecture, scheme, fiscalYear, version: before, opensOn, closesOn } = window;
    return this.databases.forPerson(person, async (tx) => {
      if (!(await storeWindow(tx, window))) {
        const set = await findWindows(tx, { prefecture, scheme });
        return sameWindow(windowOf(set, { prefecture, scheme }, fiscalYear), window);
      }
      const detail = { scheme, fiscalYear, before, opensOn, closesOn };
      await audit(tx, { actor: person.sub, action: 'report-window.set', subject: prefecture, detail });
      return true;
    });
  }
}
