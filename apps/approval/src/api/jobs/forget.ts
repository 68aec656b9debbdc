import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { keysExpired } from '../domain/idempotency.js';
import { daysOfPass } from '../domain/pass.js';
import { forgetReplaced } from '../persistence/changes.js';
import { forgetRequests } from '../persistence/requests.js';
import { forgetSandboxes } from '../persistence/sandboxes.js';

const daysOfSandbox = 30;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 24 * 3_600_000);

/** Forgets keys after their day, changes that later ones replaced, and sandboxes that nobody uses. */
export const forget: Job = {
  name: 'forget-requests',
  every: 60 * 60 * 1_000,
  round: async ({ get, clock }) => {
    const now = clock.now();
    await get(Databases).inTransaction(async (tx) => {
      await forgetRequests(tx, keysExpired(now));
      await forgetReplaced(tx, daysBefore(now, daysOfPass));
      await forgetSandboxes(tx, daysBefore(now, daysOfSandbox));
    });
    return false;
  },
};
