import { z } from 'zod';

/** What this module needs of the service's settings. */
export const apiSettings = {
  /** Requests that a client may make within a minute. */
  API_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).max(100_000).default(600),
};

export interface ApiSettings {
  readonly API_REQUESTS_A_MINUTE: number;
  readonly PUBLIC_URL: string;
  readonly OIDC_ISSUER: string;
}

/** Path of the interface. With the public address before it, the audience of its tokens. */
export const apiPath = '/api/v1';
