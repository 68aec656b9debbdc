import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { people, type RunningService, runService, type Wishes } from '@todoke/testing';
import { approval } from '../src/approval.service.js';
import { later } from './samples.js';
import { type Stored, storedIn } from './stored.js';

/** The whole service, and its storage. */
export type Running = RunningService<NestFastifyApplication> & Stored;

/** Starts the service one hour after the time of the samples. Nobody can sign in. */
export async function running(wishes: Partial<Wishes> = {}): Promise<Running> {
  const service = await runService(approval, { now: later(1), ...wishes });
  const store = storedIn(service.database);
  const stop = async (): Promise<void> => {
    await store.close();
    await service.stop();
  };
  return { ...service, ...store, stop };
}

/** Starts the service with an issuer at which its people sign in. */
export const staffed = (environment: NodeJS.ProcessEnv = {}): Promise<Running> => running({ people, environment });
