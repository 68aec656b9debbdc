interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Without the port: cookies ignore ports, so services on one host share them. */
  readonly host: string;
  readonly path: string;
}

/** A browser's cookie store (RFC 6265), by host, path and name. */
export class Cookies {
  private jar: Cookie[] = [];
  private readonly once = new Map<string, string>();

  keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(name.length + 1);
      const path = attribute(attributes, 'path') ?? folderOf(url);
      this.put({ name, value, host: url.hostname, path }, isOver(attributes));
    }
  }

  /** The Cookie header for an address; empty where there is none. */
  for(url: URL): string {
    const fitting = this.jar.filter(({ host, path }) => host === url.hostname && isBelow(url.pathname, path));
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  find(name: string): string | undefined {
    return this.jar.find((cookie) => cookie.name === name)?.value;
  }

  /** The last value that a cookie had, also after it was deleted. */
  seen(name: string): string | undefined {
    return this.once.get(name);
  }

  /** Sets a cookie. */
  set(url: URL, name: string, value: string): void {
    const present = this.jar.find((cookie) => cookie.name === name);
    this.put({ host: url.hostname, path: '/', ...present, name, value }, false);
  }

  forget(name: string): void {
    this.jar = this.jar.filter((cookie) => cookie.name !== name);
  }

  private put(cookie: Cookie, over: boolean): void {
    const { name, host, path, value } = cookie;
    this.jar = this.jar.filter((one) => one.name !== name || one.host !== host || one.path !== path);
    if (over) return;
    this.jar.push(cookie);
    this.once.set(name, value);
  }
}

const attribute = (attributes: readonly string[], wanted: string): string | undefined =>
  attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);

const isBelow = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);

const folderOf = ({ pathname }: URL): string => pathname.slice(0, pathname.lastIndexOf('/')) || '/';

function isOver(attributes: readonly string[]): boolean {
  const age = attribute(attributes, 'max-age');
  if (age !== undefined) return Number(age) <= 0;
  const expires = attribute(attributes, 'expires');
  return expires !== undefined && new Date(expires).getTime() <= Date.now();
}
