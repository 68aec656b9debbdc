/*
 * How long sessions, tokens and links of accounts last, in seconds. docs/operating.md has all of them in one table,
 * with those of the services and with what they rest on.
 */

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Of the provider's session, where the setting OIDC_SESSION_MINUTES does not say otherwise: a working day. */
export const defaultSessionMinutes = 480;

/** @param session seconds from the sign-in; use does not prolong it */
export const providerLifetimes = (session: number) => ({
  session,
  /** Longer than the session that it belongs to, which must not outlive it. */
  grant: session + hour,
  /** From the redirect to the sign-in page until a password was typed. */
  interaction: hour,
  /** A service redeems it at once. */
  authorizationCode: minute,
  /** Nothing accepts people's access tokens; a service reads the claims from the ID token. */
  accessToken: 10 * minute,
  /** Of a prefecture's system. It asks for the next when it needs one. */
  apiToken: 10 * minute,
  idToken: hour,
});

/** A session at a service may go on for so long after that at the provider: SESSION_LONGEST_MINUTES at most. */
export const servicesSession = day;

/** A ticket signs a person in who has just set a password (R70): the browser needs two redirects. */
export const signInTicket = 2 * minute;

/** The link of M7. That of mail ② has no end: it lasts until a password is set (R93). */
export const resetLink = day;
export const resetLinkHours = resetLink / hour;

/** A browser from which a login ID signed in is recognised for so long after. */
export const knownBrowser = 180 * day;

/** A browser proves that it accepts cookies. */
export const cookieProbe = minute;

/** The login ID that was typed in a login page whose time was over, until the new one is open. */
export const loginIdKept = 2 * minute;

/** The secret that an API client had before, so that its system can be given the new one while it works. */
export const earlierSecret = 7 * day;
export const earlierSecretDays = earlierSecret / day;
