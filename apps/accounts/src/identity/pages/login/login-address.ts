import { type ServiceName, services } from '@todoke/service';
import type { Config } from '../../../config.js';

/** The service that sends people here, where it is another than this one: it is asked for again by name. */
const serviceIn = (text: unknown): ServiceName => services.find((id) => id === text) ?? 'accounts';

const naming = (service: ServiceName): Record<string, string> => (service === 'accounts' ? {} : { for: service });

const withQuery = (path: string, query: Record<string, string>): string =>
  Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`;

/** The login page of a sign-in under way, which the service that wants it has begun. */
export const loginAddress = (interaction: string, service: unknown): string =>
  withQuery(`/login/${interaction}`, naming(serviceIn(service)));

/** Where a sign-in begins again that took too long: it passes by the check that the browser accepts cookies. */
export const beginAgainAddress = (cookies: 'wanted' | 'expected', service: unknown): string =>
  withQuery('/login', { cookies, ...naming(serviceIn(service)) });

/** Begins a sign-in anew at the service that wanted it, which knows the page that was asked for. */
export const againAt = (service: unknown, { publicUrls }: Config): string => {
  const name = serviceIn(service);
  return `${name === 'accounts' ? '' : publicUrls[name].replace(/\/$/, '')}/sign-in?again`;
};
