import { hkdfSync } from 'node:crypto';

/** The keys of the robot checks of accounts, which pass nothing at another service. */
export const robotCheckKeys = (secret: string) => ({
  challenge: derived(secret, 'accounts robot check'),
  solution: derived(secret, 'accounts robot check solution'),
});

const derived = (secret: string, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', use, 32));
