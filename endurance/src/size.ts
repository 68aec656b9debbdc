/** Whether this is the long form, `npm test -- --long`, or the short one of every `npm test`. */
const isLong = process.env['LONG'] === '1';

const sized = (variable: string, short: number, long: number): number =>
  Number(process.env[variable] || (isLong ? long : short));

/** How much happens in each suite. What is looked at is the same in both forms. */
export const size = {
  /** Applications of `survives`. */
  applications: sized('ENDURANCE_APPLICATIONS', 84, 500),
  /**
   * In each round of `survives` every part is made unavailable once: killed in the first, frozen in the second, and so
   * on.
   */
  rounds: sized('ENDURANCE_ROUNDS', 2, 4),
  /** Applications of `rebuilt`. */
  rebuilt: sized('REBUILT_APPLICATIONS', 40, 120),
  /** So many orders of all events in `shuffled`. */
  orders: sized('SHUFFLED_ORDERS', 1, 3),
  /** How long everything is unavailable in turn in `catches-up`. */
  seconds: sized('CATCHES_UP_SECONDS', 6, 15),
} as const;
