/** An institution that owes an answer to the round under way. */
export interface Unanswered {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
  readonly municipalityCode: string | null;
  /** Whether it was reminded in this round. */
  readonly reminded: boolean;
  readonly addresses: readonly string[];
}

/** Whom a reminder reaches, and whom it cannot reach. */
export interface Reminding {
  readonly reached: readonly Unanswered[];
  /** How many have no address. */
  readonly withoutAddress: number;
  /** How many were reminded before: once a round. */
  readonly reminded: number;
  /** How many are past the deadline of their prefecture: never late. */
  readonly late: number;
}

/**
 * Sorts those who have not answered.
 * @param deadline of a prefecture, by its two digits
 */
export function remindingOf(
  unanswered: readonly Unanswered[],
  deadline: (prefecture: string) => Date,
  now: Date,
): Reminding {
  const reached: Unanswered[] = [];
  const others = { withoutAddress: 0, reminded: 0, late: 0 };
  for (const one of unanswered) {
    if (one.reminded) others.reminded += 1;
    else if (now >= deadline(one.prefecture)) others.late += 1;
    else if (one.addresses.length === 0) others.withoutAddress += 1;
    else reached.push(one);
  }
  return { reached, ...others };
}
