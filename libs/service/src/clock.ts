/** The time that the domain's rules use. Sessions and tokens use real time; SQL never calls now() in a rule. */
export interface Clock {
  now(): Date;
}

/** Nest token of the service's clock. */
export const CLOCK = Symbol('clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** Runs at real speed from another instant on (`CLOCK_START`). */
class ShiftedClock implements Clock {
  private readonly shift: number;

  constructor(start: Date, startedAt = Date.now()) {
    this.shift = start.getTime() - startedAt;
  }

  now(): Date {
    return new Date(Date.now() + this.shift);
  }
}

/** Stands still until it is set or advanced: for tests. */
export class FixedClock implements Clock {
  constructor(private instant: Date) {}

  now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date): void {
    this.instant = instant;
  }

  /** Milliseconds forward. */
  advance(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}

/** `CLOCK_START`: an ISO 8601 instant with offset, or nothing for the real time. */
export const clockFrom = (start: string | undefined): Clock =>
  start === undefined ? new SystemClock() : new ShiftedClock(new Date(start));
