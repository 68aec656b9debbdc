/** How long something has waited, in the largest unit that says enough: 45秒, 12分, 3時間, 2日. */
export function age(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1_000));
  if (seconds < 60) return `${seconds}秒`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}分`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}時間`;
  return `${Math.floor(seconds / 86_400)}日`;
}
