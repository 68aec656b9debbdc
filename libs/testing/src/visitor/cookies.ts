import { Cookie, CookieJar } from 'tough-cookie';

/** A browser's cookie store (RFC 6265), with the means to look into it and to forge cookies. */
export class Cookies {
  // Names such as `desk.example` are no public suffixes, and hosts of tests may be called anything.
  private readonly jar = new CookieJar(undefined, { rejectPublicSuffixes: false });
  private readonly once = new Map<string, string>();

  /** @param lines values of Set-Cookie; as in a browser, one that is not understood is ignored */
  keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const kept = this.jar.setCookieSync(line, url, { ignoreError: true });
      if (kept !== undefined && kept.TTL() > 0) this.once.set(kept.key, kept.value);
    }
  }

  /** The Cookie header for an address, in the order in which they came; empty where there is none. */
  for(url: URL): string {
    const fitting = this.jar.getCookiesSync(url, { sort: false });
    return fitting.map((cookie) => cookie.cookieString()).join('; ');
  }

  find(name: string): string | undefined {
    return this.all().find(({ key }) => key === name)?.value;
  }

  /** The last value that a cookie had, also after it was deleted. */
  seen(name: string): string | undefined {
    return this.once.get(name);
  }

  /** Sets a cookie where it is already; otherwise for all paths of this host. */
  set(url: URL, name: string, value: string): void {
    const present = this.all().find(({ key }) => key === name);
    if (present === undefined) return this.keep(url, [`${name}=${value}; Path=/`]);
    present.value = value;
    this.put(present);
    this.once.set(name, value);
  }

  forget(name: string): void {
    for (const cookie of this.all().filter(({ key }) => key === name)) {
      // It goes before the time of expiry (RFC 6265, 5.3).
      cookie.setMaxAge(0);
      this.put(cookie);
    }
  }

  private put(cookie: Cookie): void {
    this.jar.setCookieSync(cookie, `http://${cookie.domain}${cookie.path}`);
  }

  private all(): Cookie[] {
    const { cookies = [] } = this.jar.serializeSync() ?? {};
    return cookies.flatMap((cookie) => Cookie.fromJSON(cookie) ?? []).filter((cookie) => cookie.TTL() > 0);
  }
}
