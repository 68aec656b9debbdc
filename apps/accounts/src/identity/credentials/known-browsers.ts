import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** From which login IDs this browser has signed in. */
export const browserCookie = 'accounts_browser';

/** Login IDs that are remembered in one browser, since several people may share it. */
const mostPeople = 6;

/**
 * Recognises browsers from which a login ID signed in before, so that strangers who fail with that login ID cannot lock
 * its owner out (OWASP, device cookies). For each login ID the cookie has a random browser id with a MAC over both: it
 * does not reveal the login ID and gives no access.
 */
export class KnownBrowsers {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'accounts known browsers', 32));
  }

  /** @returns the browser's id for this login ID; undefined where that login ID has not signed in there */
  nameFor(loginId: string, cookie: string | undefined): string | undefined {
    const known = entriesOf(cookie).find(([name, mac]) => isSame(mac, this.mac(loginId, name)));
    return known?.[0];
  }

  /** @returns the cookie of a browser from which this login ID has just signed in */
  remember(loginId: string, cookie: string | undefined): string {
    const name = this.nameFor(loginId, cookie) ?? randomBytes(16).toString('base64url');
    const others = entriesOf(cookie).filter(([other]) => other !== name);
    return [[name, this.mac(loginId, name)], ...others]
      .slice(0, mostPeople)
      .map((entry) => entry.join('.'))
      .join('~');
  }

  private mac(loginId: string, name: string): string {
    return createHmac('sha256', this.key).update(`${name}:${loginId.toLowerCase()}`).digest('base64url');
  }
}

function entriesOf(cookie: string | undefined): (readonly [name: string, mac: string])[] {
  const entries = (cookie ?? '').split('~', mostPeople).map((entry) => /^([\w-]{22})\.([\w-]{43})$/.exec(entry));
  return entries.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? ''] as const] : []));
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));
