import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { people, type RunningService, runService, type Wishes } from '@todoke/testing';
import type { Config } from '../src/config.js';
import { reporting } from '../src/reporting.service.js';

/** 20 November 2026, in the fiscal year 2026 and before its report window. */
export const november = new Date('2026-11-20T10:00:00+09:00');

export type Running = RunningService<NestFastifyApplication, Config>;

/** Starts the whole service. Nobody can sign in. */
export const running = (wishes: Partial<Wishes> = {}): Promise<Running> =>
  runService(reporting, {
    now: november,
    environment: { REGISTRATION_URL: 'http://127.0.0.1:3001' },
    ...wishes,
  });

/** Starts the service with an issuer at which its people sign in. */
export const staffed = (): Promise<Running> => running({ people });
