import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { ReportWindow } from '../domain/window.js';
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
    const { version, ...facts } = window;
    const { prefecture, scheme, fiscalYear } = window;
    return this.databases.forPerson(person, async (tx) => {
      if (!(await storeWindow(tx, window))) {
        const set = await findWindows(tx, { prefecture, scheme });
        const { version: _, ...present } = set.find((one) => one.fiscalYear === fiscalYear) ?? window;
        return JSON.stringify(present) === JSON.stringify(inOrder(facts));
      }
      const detail = { scheme, fiscalYear, before: version, opensOn: facts.opensOn, closesOn: facts.closesOn };
      await audit(tx, { actor: person.sub, action: 'report-window.set', subject: prefecture, detail });
      return true;
    });
  }
}

/** With its keys in the order in which windows are read. */
const inOrder = (window: Omit<ReportWindow, 'version'>): Omit<ReportWindow, 'version'> => ({
  prefecture: window.prefecture,
  scheme: window.scheme,
  fiscalYear: window.fiscalYear,
  opensOn: window.opensOn,
  closesOn: window.closesOn,
  extendedUntil: window.extendedUntil,
  referenceDay: window.referenceDay,
  resultsFiscalYear: window.resultsFiscalYear,
  note: window.note,
});
