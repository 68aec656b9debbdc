const minute = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** An instant as mails say it: 2026年11月20日 11:00. */
export const instant = (at: string | Date): string => minute.format(new Date(at));

const date = new Intl.DateTimeFormat('ja-JP', { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });

/** A day (`2026-12-01`) as mails say it: 2026年12月1日. */
export const calendarDay = (day: string): string => date.format(new Date(day));
