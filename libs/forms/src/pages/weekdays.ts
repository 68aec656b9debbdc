/** The rows of a table of days that become as Monday at one press. */
export const monday = 'mon';
export const daysAfterMonday: readonly string[] = ['tue', 'wed', 'thu', 'fri'];

/** The cell of Monday that stands for the one of a later weekday, as `mon_from` for `tue_from`; else undefined. */
export function asOnMonday(cell: string): string | undefined {
  const [day = '', ...what] = cell.split('_');
  return what.length > 0 && daysAfterMonday.includes(day) ? [monday, ...what].join('_') : undefined;
}
