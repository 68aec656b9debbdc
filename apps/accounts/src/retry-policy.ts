/**
 * When accounts tries again. What an operator may change is in the settings `ISSUANCE_RETRY_MS` and `LOGOUT_RETRY_MS`;
 * docs/operating.md has all of it in one table.
 */
import { z } from 'zod';

const second = 1_000;

const wait = (usual: number) =>
  z.coerce
    .number()
    .int()
    .min(second)
    .max(3_600 * second)
    .default(usual);

export const retrySettings = {
  /** Milliseconds until an account is tried again that could not be issued. */
  ISSUANCE_RETRY_MS: wait(60 * second),
  /** Milliseconds until a service is told again of a sign-out that it could not take. */
  LOGOUT_RETRY_MS: wait(30 * second),
};

/** Pause between two looks at accounts that are due, and at services that wait to be told of a sign-out. */
export const dueEvery = second;
export const logoutsEvery = second;

/**
 * A service that was unavailable may come back within a session's lifetime. After that its own sessions have ended,
 * since nobody used them: SESSION_IDLE_MINUTES is no longer.
 */
export const logoutGivenUpAfter = 8 * 3_600 * second;
