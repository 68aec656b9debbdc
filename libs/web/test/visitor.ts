/** A browser without script: keeps cookies by name and path (they ignore ports), follows nothing by itself. */
export class Visitor {
  private jar: Cookie[] = [];

  /** @param proxy public origin → where it really is, as a reverse proxy would have it */
  constructor(
    readonly base: string,
    private readonly proxy: Readonly<Record<string, string>> = {},
  ) {}

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { method: 'GET', headers });
  }

  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  async ask(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Answer> {
    const url = new URL(path, this.base);
    const cookie = this.jar
      .filter((one) => url.pathname === one.path || url.pathname.startsWith(one.path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const near = this.proxy[url.origin];
    const forwarded: Record<string, string> = near === undefined ? {} : { 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) };
    const response = await fetch(near === undefined ? url : new URL(url.pathname + url.search, near), {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', ...forwarded, ...(cookie === '' ? {} : { cookie }), ...init.headers },
    });
    this.keep(response);
    return { response, status: response.status, text: await response.text(), to: response.headers.get('location') };
  }

  /** Follows redirects, across hosts, until a page comes. */
  async follow(path: string): Promise<Answer & { url: string }> {
    let url = new URL(path, this.base).href;
    for (let hop = 0; hop < 15; hop += 1) {
      const answer = await this.get(url);
      if (answer.to === null || answer.status < 300 || answer.status > 399) return { ...answer, url };
      url = new URL(answer.to, url).href;
    }
    throw new Error(`too many redirects at ${url}`);
  }

  cookie(name: string): string | undefined {
    return this.jar.find((one) => one.name === name)?.value;
  }

  setCookie(name: string, value: string): void {
    const { path } = this.jar.find((one) => one.name === name) ?? { path: '/' };
    this.jar = [...this.jar.filter((one) => one.name !== name), { name, value, path }];
  }

  private keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      const gone = attributes.some((attribute) => /^(?:max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
      this.jar = this.jar.filter((one) => one.name !== name || one.path !== path);
      if (!gone) this.jar.push({ name, value: pair.slice(name.length + 1), path });
    }
  }
}

interface Cookie {
  name: string;
  value: string;
  path: string;
}

export interface Answer {
  response: Response;
  status: number;
  text: string;
  to: string | null;
}

/** The CSRF token that a page carries. */
export const tokenIn = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
