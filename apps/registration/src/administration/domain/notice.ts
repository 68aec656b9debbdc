/** A caution that stands on every step during its period (R6, お知らせ文). */
export interface Notice {
  readonly text: string;
  readonly shownFrom: Date | undefined;
  readonly shownUntil: Date | undefined;
}

export const noticesAt = (notices: readonly Notice[], now: Date): readonly Notice[] =>
  notices.filter(
    ({ shownFrom, shownUntil }) =>
      (shownFrom === undefined || shownFrom <= now) && (shownUntil === undefined || now < shownUntil),
  );
