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
