import { type CookieJar, withCookies } from './browser-held.js';
import { withEpochs } from './epochs-read.js';

/** Runs what the provider does for one request: with its cookies, and knowing in which epochs it has read people. */
export const inRequest = <Result>(jar: CookieJar, work: () => Result): Result =>
  withCookies(jar, () => withEpochs(work));
