import { z } from 'zod';

/*
 * How long sessions of this library last, in milliseconds of real time. docs/operating.md has all of them in one table,
 * with those of accounts and with what they rest on.
 */

const minute = 60_000;
const hour = 60 * minute;

/** Minutes, where nobody says otherwise: a working day, and one with overtime. */
const usual = { idle: 480, longest: 720 };

/** What an operator may change. */
export const lifetimeSettings = {
  /** Minutes after which an unused session ends. Accounts announces a sign-out for the longest of them. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(480).default(usual.idle),
  /** Minutes after which a session ends however much it is used. */
  SESSION_LONGEST_MINUTES: z.coerce.number().int().min(1).max(1_440).default(usual.longest),
};

export interface SessionLifetimes {
  /** Idle timeout. */
  readonly idle: number;
  /** Absolute timeout: a working day with overtime. */
  readonly longest: number;
}

/** @param settings minutes; what is left out is as it is for everybody */
export const sessionLifetimes = (settings: { idle?: number; longest?: number } = {}): SessionLifetimes => ({
  idle: (settings.idle ?? usual.idle) * minute,
  longest: (settings.longest ?? usual.longest) * minute,
});

/** A session is prolonged only when this share of its time has passed, so that most requests write nothing. */
export const prolongAfter = 5 * minute;

/**
 * The row of an ended session stays so long, with its data null. Otherwise a request that was under way when it ended
 * would save it again, and a stolen session could outlive a sign-out.
 */
export const endedRowKept = 10 * minute;

/**
 * A sign-in under way: from the redirect to the issuer until the browser is back, with a password in between. The
 * issuer limits how long its own page waits; until the end of the day a sign-in that begins again still leads to the
 * page that was asked for.
 */
export const signInAttempt = 24 * hour;

/** What was sent in a form after its session had ended, until its sender has signed in again. */
export const keptFormLifetime = 30 * minute;
