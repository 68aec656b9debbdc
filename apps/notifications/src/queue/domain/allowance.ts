/**
 * How many connections we have at most, learned from the server. It grows while all are greeted, up to the setting; a
 * refusal for too many takes it back to what the server does allow, and one more is tried ever more
 * seldom (additive increase, and a decrease to what was seen to work).
 */
export interface Allowance {
  readonly limit: number;
  /** The setting. */
  readonly most: number;
  /** Set since the server refused a connection: when one more is tried, and the wait that follows. */
  readonly learned?: { readonly raiseAt: Date; readonly wait: number };
  /** No mail is taken up before. */
  readonly pausedUntil?: Date;
  /** Milliseconds of the last pause; 0 after a mail was accepted. */
  readonly pause: number;
  /** When a mail was accepted last. */
  readonly acceptedAt?: Date;
  /** When it last became less: refusals of attempts from before say nothing new. */
  readonly loweredAt?: Date;
}

/** Milliseconds. */
export interface AllowancePolicy {
  /** Before one more connection is tried, after the first refusal; four times as long after each that follows. */
  readonly firstRaise: number;
  readonly longestRaise: number;
  /** The pause after a refusal that says: slower; twice as long each time. */
  readonly firstPause: number;
  readonly longestPause: number;
}

const few = 2;

export const atFirst = (most: number): Allowance => ({ limit: Math.min(few, most), most, pause: 0 });

/** Another connection was greeted. @param greeted how many of those on the way now have been */
export function afterWelcome(allowance: Allowance, greeted: number): Allowance {
  const { learned, limit, most } = allowance;
  if (learned !== undefined || greeted < limit || limit >= most) return allowance;
  return { ...allowance, limit: Math.min(limit + few, most) };
}

/** @returns with one connection more where it is time to try that */
export function raised(allowance: Allowance, now: Date): Allowance {
  const { learned, limit, most } = allowance;
  if (learned === undefined || limit >= most || now < learned.raiseAt) return allowance;
  return { ...allowance, limit: limit + 1, learned: { ...learned, raiseAt: later(now, learned.wait) } };
}

/** Those on the way when one of them was refused for too many connections. */
export interface OnTheWay {
  /** All of them, with the refused one. */
  readonly all: number;
  /** Those that the server has greeted. */
  readonly greeted: number;
  /** When the refused one was begun. */
  readonly since: Date;
}

/** The server refused one connection as one too many. */
export function afterCrowding(
  allowance: Allowance,
  { all, greeted, since }: OnTheWay,
  policy: AllowancePolicy,
  now: Date,
): Allowance {
  const limit = Math.max(1, greeted, Math.min(allowance.limit, all) - 1);
  const old = allowance.loweredAt !== undefined && since < allowance.loweredAt;
  const last = allowance.learned?.wait;
  const wait = last === undefined ? policy.firstRaise : old ? last : Math.min(last * 4, policy.longestRaise);
  const lowered = old ? {} : { loweredAt: now };
  const next = { ...allowance, limit, learned: { raiseAt: later(now, wait), wait }, ...lowered };
  const served = greeted > 0 || all > 1 || (allowance.acceptedAt !== undefined && allowance.acceptedAt >= since);
  // Else others have all the connections that the server allows.
  return served ? next : paused(next, policy, now);
}

/** The server wants fewer mails in a time: half as many connections, after a pause. */
export function afterHurry(allowance: Allowance, since: Date, policy: AllowancePolicy, now: Date): Allowance {
  if (allowance.loweredAt !== undefined && since < allowance.loweredAt) return allowance;
  const limit = Math.max(1, Math.floor(allowance.limit / 2));
  const learned = { raiseAt: later(now, policy.firstRaise), wait: policy.firstRaise };
  return paused({ ...allowance, limit, learned, loweredAt: now }, policy, now);
}

function paused(allowance: Allowance, policy: AllowancePolicy, now: Date): Allowance {
  const pause = Math.min(Math.max(allowance.pause * 2, policy.firstPause), policy.longestPause);
  return { ...allowance, pause, pausedUntil: later(now, pause) };
}

/** A mail was accepted: the next pause is a short one. */
export const afterAcceptance = (allowance: Allowance, now: Date): Allowance => ({
  ...allowance,
  pause: 0,
  acceptedAt: now,
});

const later = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);
