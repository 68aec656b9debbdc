import { keySetSetting } from '@todoke/messaging';
import { environment, type ServiceName, services } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import { z } from 'zod';
import { defaultSessionMinutes } from './identity/domain/lifetimes.js';
import { retrySettings } from './retry-policy.js';

const json = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
};

const secret = z.string().min(16, 'each needs at least 16 characters');

/**
 * JWK Set (RFC 7517) of private keys. The first signs ID tokens; all are published, so that older tokens can be
 * verified.
 */
const signingKey = z.looseObject({
  kid: z.string().min(1),
  kty: z.enum(['RSA', 'EC', 'OKP']),
  d: z.string('must be private keys'),
  alg: z.string().optional(),
  crv: z.string().optional(),
});

const duration = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/** The wait from the acceptance of ① until ② is due (R68). A duration (ISO 8601) is for trials. */
type GuidanceWait = { readonly kind: 'next-business-day' } | { readonly kind: 'after'; readonly milliseconds: number };

function guidanceWait(text: string, context: z.RefinementCtx): GuidanceWait {
  if (text === 'next-business-day') return { kind: 'next-business-day' };
  const parts = duration.exec(text);
  if (parts === null || text === 'PT') {
    context.addIssue({ code: 'custom', message: 'must be next-business-day or an ISO 8601 duration such as PT10S' });
    return z.NEVER;
  }
  const [hours, minutes, seconds] = [parts[1], parts[2], parts[3]].map((part) => Number(part ?? 0));
  return { kind: 'after', milliseconds: ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000 };
}

const settings = appSettings.extend({
  OIDC_SIGNING_KEYS: z
    .string()
    .transform(json)
    .pipe(z.object({ keys: z.tuple([signingKey], signingKey) })),
  OIDC_COOKIE_KEYS: z
    .string()
    .transform((keys) => keys.split(','))
    .pipe(z.array(secret).min(1)),
  /** Of the services whose sign-in is here: the id of an OpenID client is the name of its service. */
  OIDC_CLIENT_SECRETS: z
    .string()
    .transform(json)
    .pipe(z.record(z.enum(services), secret)),
  /**
   * `{"registration":"http://registration:3001/backchannel-logout"}`, where processes reach services at other addresses
   * than browsers do.
   */
  OIDC_BACKCHANNEL_LOGOUT_URLS: z
    .string()
    .default('{}')
    .transform(json)
    .pipe(z.partialRecord(z.enum(services), z.url())),
  /** Public keys of notifications, for which the tokens of password links are sealed. */
  SEALING_PUBLIC_KEYS: keySetSetting,
  /** Minutes from a sign-in after which the next service asks for the password again. */
  OIDC_SESSION_MINUTES: z.coerce.number().int().min(1).max(1_440).default(defaultSessionMinutes),
  ...retrySettings,
  GUIDANCE_MAIL_WAIT: z.string().default('next-business-day').transform(guidanceWait),
});

/** @throws ConfigurationError naming what is missing or wrong */
export function config(source?: NodeJS.ProcessEnv) {
  const given = environment(settings, source);
  const publicUrls: Readonly<Record<ServiceName, string>> = {
    registration: given.REGISTRATION_URL,
    approval: given.APPROVAL_URL,
    accounts: given.PUBLIC_URL,
    notifications: given.NOTIFICATIONS_URL,
    reporting: given.REPORTING_URL,
  };
  return Object.freeze({ ...given, publicUrls });
}

export type Config = ReturnType<typeof config>;
