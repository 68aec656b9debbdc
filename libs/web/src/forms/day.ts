import { z } from 'zod';

/** Older than anybody who is asked about, and later than anything that is planned. */
const [first, last] = ['1900-01-01', '2199-12-31'];

/**
 * The schema of a date field, 'YYYY-MM-DD'. Other years are misspelled (a browser sends `0002-11-20` while 2026 is
 * being typed), and those about 0 and after 9999 are no dates to JavaScript or Postgres.
 */
export const day = z.iso
  .date('日付を正しく入力してください。')
  .refine((text) => text >= first && text <= last, '1900年から2199年までの日付を入力してください。');
