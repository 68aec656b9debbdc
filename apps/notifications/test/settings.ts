import { makeSealingKeys } from '@todoke/messaging';

/** One pair for the whole run. */
export const sealingKeys = await makeSealingKeys('test-1');

export const clientSecret = 'only-for-tests-only-for-tests';

/** The environment of one process, less what a test brings: databases, NATS and SMTP. */
export const environmentOf = (own: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  PORT: '0',
  PUBLIC_URL: 'http://localhost:3004',
  REGISTRATION_URL: 'http://localhost:3001',
  APPROVAL_URL: 'http://localhost:3002',
  ACCOUNTS_URL: 'http://localhost:3003',
  REPORTING_URL: 'http://localhost:3005',
  OIDC_ISSUER: 'http://localhost:3003/oidc',
  OIDC_CLIENT_SECRET: clientSecret,
  SESSION_SECRET: 'only-for-tests-and-long-enough-for-them',
  SEALING_PRIVATE_KEYS: JSON.stringify(sealingKeys.privateKeys),
  NATS_URL: 'nats://127.0.0.1:1',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  DATABASE_WORKER_URL: 'postgres://127.0.0.1:1/none',
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
