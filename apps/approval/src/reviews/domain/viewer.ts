/** Minutes for which a person counts as looking at an application, once it was opened. */
const minutesShown = 5;

export const shownUntil = (now: Date): Date => new Date(now.getTime() + minutesShown * 60_000);
