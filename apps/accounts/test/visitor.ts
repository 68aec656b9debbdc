/** A browser without script: cookies, redirects, forms. Cookies ignore ports, as browsers do. */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Every address that was gone through, the last included. */
  readonly way: readonly string[];
  readonly title: string;
  readonly h1: string;
  /** What a reader sees, without markup. */
  readonly text: string;
}

const accept = { accept: 'text/html,application/xhtml+xml' };

export class Visitor {
  private cookies: Cookie[] = [];
  private readonly once = new Map<string, string>();

  constructor(
    private readonly base: string,
    /** Where a redirect is not followed: another service that does not run here. */
    private readonly stopAt: (url: string) => boolean = () => false,
  ) {}

  get(path: string): Promise<Shown> {
    return this.go(new URL(path, this.base).href, { method: 'GET' });
  }

  /** Sends the page's only form, or the one that has these fields, with its hidden fields. */
  submit(page: Shown, fields: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const form = formsOf(page.html).find((one) => one.method === 'post' && !one.action.endsWith('/sign-out'));
    if (form === undefined) throw new Error(`no form on ${page.url}: ${page.text.slice(0, 200)}`);
    return this.post(new URL(form.action || page.url, page.url).href, { ...form.hidden, ...fields });
  }

  /** The button サインアウト of the header. */
  signOut(page: Shown): Promise<Shown> {
    const form = formsOf(page.html).find(({ action }) => action.endsWith('/sign-out'));
    if (form === undefined) throw new Error(`nobody is signed in on ${page.url}`);
    return this.post(new URL(form.action, page.url).href, form.hidden);
  }

  post(url: string, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.go(new URL(url, this.base).href, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
  }

  /** The same browser, going on under other rules. */
  with(other: Visitor): this {
    this.cookies = other.cookies;
    return this;
  }

  cookieHeader(path: string): string {
    return this.cookiesFor(new URL(path, this.base).href);
  }

  /** The value of a cookie that the browser has. */
  cookie(name: string): string {
    return this.cookies.find((cookie) => cookie.name === name)?.value ?? '';
  }

  /** The last value of a cookie that the browser once had. */
  seen(name: string): string {
    return this.once.get(name) ?? '';
  }

  hasCookie(name: string): boolean {
    return this.cookies.some((cookie) => cookie.name === name);
  }

  forget(name: string): void {
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name);
  }

  private async go(start: string, init: RequestInit): Promise<Shown> {
    const way: string[] = [];
    let url = start;
    let request = init;
    for (let hop = 0; hop < 20; hop += 1) {
      way.push(url);
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { ...accept, ...(request.headers as object), cookie: this.cookiesFor(url) },
      });
      this.keep(response, url);
      const location = response.headers.get('location');
      if (location === null || this.stopAt(new URL(location, url).href)) {
        return shown(url, response, await response.text(), location === null ? way : [...way, new URL(location, url).href]);
      }
      url = new URL(location, url).href;
      request = { method: 'GET' };
    }
    throw new Error(`redirected without end: ${way.slice(-4).join(' ')}`);
  }

  private cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    const below = (path: string) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    return this.cookies.filter(({ path }) => below(path)).map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  private keep(response: Response, url: string): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const attribute = (wanted: string) => attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const path = attribute('path') ?? new URL(url).pathname;
      this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
      const expires = attribute('expires');
      const over = attribute('max-age') === '0' || (expires !== undefined && new Date(expires).getTime() <= Date.now());
      if (over || value === '') continue;
      this.cookies.push({ name, value, path });
      this.once.set(name, value);
    }
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x3D': '=', '#39': "'" };
const plain = (text: string): string => text.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
const inside = (html: string, tag: string): string =>
  plain(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(html)?.[1]?.replace(/<[^>]+>/g, '').trim() ?? '');

function shown(url: string, { status, headers }: Response, html: string, way: string[]): Shown {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  const text = plain(main.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim();
  return { url, status, headers, html, way, title: inside(html, 'title'), h1: inside(html, 'h1'), text };
}

function formsOf(html: string): { action: string; method: string; hidden: Record<string, string> }[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', body = '']) => {
    const attribute = (name: string, text: string) => plain(new RegExp(`${name}="([^"]*)"`).exec(text)?.[1] ?? '');
    const inputs = [...body.matchAll(/<input[^>]*>/g)].map(([input]) => input);
    const hidden = inputs
      .filter((input) => attribute('type', input) === 'hidden')
      .map((input) => [attribute('name', input), attribute('value', input)]);
    return {
      action: attribute('action', attributes),
      method: attribute('method', attributes) || 'get',
      hidden: Object.fromEntries(hidden) as Record<string, string>,
    };
  });
}
