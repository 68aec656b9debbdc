/** Who typed last, and when. */
interface Typed {
  /** Subject of the person. */
  readonly by: string;
  readonly at: Date;
}

/** Milliseconds after which somebody who typed is taken to have gone. */
const stillThere = 120_000;

/** Whether another person than this one has typed just now. */
export const otherThan = (person: string, typed: Typed | undefined, now: Date): boolean =>
  typed !== undefined && typed.by !== person && now.getTime() - typed.at.getTime() < stillThere;
