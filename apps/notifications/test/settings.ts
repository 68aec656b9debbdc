import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeSealingKeys } from '@todoke/messaging';
import { testBed, type TestBed } from '@todoke/testing';
import type { Config } from '../src/config.js';
import { notifications } from '../src/notifications.service.js';

/** One pair for the whole run. */
export const sealingKeys = await makeSealingKeys('test-1');

/** The service's own settings, less the SMTP server that a test brings; `own` replaces what it names. */
export const ownEnvironment = (own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  REGISTRATION_URL: 'http://localhost:3001',
  APPROVAL_URL: 'http://localhost:3002',
  ACCOUNTS_URL: 'http://localhost:3003',
  NOTIFICATIONS_URL: 'http://localhost:3004',
  REPORTING_URL: 'http://localhost:3005',
  SEALING_PRIVATE_KEYS: JSON.stringify(sealingKeys.privateKeys),
  SMTP_URL: 'smtp://127.0.0.1:1',
  SMTP_SEND_TIMEOUT_MS: '2000',
  MAIL_LEASE_MS: '3000',
  MAIL_DRAIN_MS: '5000',
  MAIL_POLL_MS: '50',
  MAIL_ROUND_MS: '100',
  MAIL_RETRY_FIRST_MS: '50',
  MAIL_RETRY_LONGEST_MS: '200',
  ...own,
});

/** Settings of a service that is not started. */
export const environmentOf = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  PORT: '0',
  PUBLIC_URL: 'http://localhost:3004',
  OIDC_ISSUER: 'http://localhost:3003/oidc',
  OIDC_CLIENT_SECRET: 'only for tests, and longer than needed',
  SESSION_SECRET: 'only for tests, and longer than needed',
  NATS_URL: 'nats://127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  DATABASE_WORKER_URL: 'postgres://127.0.0.1:1/none',
  ...ownEnvironment(own),
});

/** A database and streams of their own, on which the service runs in as many processes as a test wants. */
export type Bed = TestBed<Config, NestFastifyApplication>;

export const newBed = (): Promise<Bed> => testBed(notifications);
