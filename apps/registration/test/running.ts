import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { makeSealingKeys, unseal } from '@todoke/messaging';
import { type RunningService, runService, type Wishes } from '@todoke/testing';
import { registration } from '../src/registration.service.js';

/** The whole service, and what it announced as others would read it. */
export interface Running extends RunningService<NestFastifyApplication> {
  /** Events of one subject, oldest first. */
  announced(subject: string): Promise<Envelope<string, Record<string, string>>[]>;
  /** The code that was mailed last, as notifications would read it. */
  lastCode(): Promise<string>;
}

const start = new Date('2026-11-20T10:00:00+09:00');

export async function running(wishes: Partial<Wishes> = {}): Promise<Running> {
  const keys = await makeSealingKeys('test');
  const own = {
    CHALLENGE_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    SEALING_PUBLIC_KEYS: JSON.stringify(keys.publicKeys),
  };
  const environment = { ...own, ...wishes.environment };
  const service = await runService(registration, { now: start, ...wishes, environment });
  const announced = async (subject: string) => {
    const found = await service.ask<{ envelope: Envelope<string, Record<string, string>> }>(
      'SELECT envelope FROM registration.outbox WHERE subject = $1 ORDER BY position',
      [subject],
    );
    return found.map(({ envelope }) => envelope);
  };
  const lastCode = async () => {
    const last = (await announced('registration.verification-requested.v1')).at(-1);
    if (last === undefined) throw new Error('no code was announced');
    return unseal(keys.privateKeys, last.data['sealedCode'] ?? '');
  };
  return { ...service, announced, lastCode };
}
