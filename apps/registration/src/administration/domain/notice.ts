/** A caution (お知らせ文) that every step of the form shows during its period (R6). */
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
