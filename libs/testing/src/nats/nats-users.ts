import { type NatsPasswords, natsUrl, type NatsUser, services } from '@todoke/local-system';

/** Passwords of the users of every NATS that tests start. */
export const natsPasswords = Object.fromEntries(
  [...services, 'operator'].map((user) => [user, `${user}: only @ tests`]),
) as NatsPasswords;

const isUser = (name: string): name is NatsUser => name in natsPasswords;

/**
 * NATS_URL as this service has it, with its own rights; of one that is made for a test alone, with those of the
 * operator.
 */
export const natsUrlFor = (service: string, url: string): string =>
  natsUrl(isUser(service) ? service : 'operator', natsPasswords, new URL(url).host);
