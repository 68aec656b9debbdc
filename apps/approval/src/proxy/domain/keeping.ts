import { addDays, atTokyo, dayInTokyo } from '@todoke/japan';

/**
 * Days for which a file is kept that was not filed: long enough to ask institutions about doubtful rows. Its rows have
 * personal data.
 */
export const daysUnfiled = 7;

/**
 * Days for which the results of a file are kept after its end: as long as issuing an account usually takes (R51), so
 * that faulty rows can be mended. The applications themselves stay in 申請一覧.
 */
export const daysFiled = 14;

const before = (now: Date, days: number): Date => atTokyo(addDays(dayInTokyo(now), -days));

/** Files that were read, and files that were filed, before these instants are deleted. */
export const erasable = (now: Date): { readonly unfiledSince: Date; readonly filedBefore: Date } => ({
  unfiledSince: before(now, daysUnfiled),
  filedBefore: before(now, daysFiled),
});
