export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly url: string;
}

/** A browser without script: keeps cookies by name (they ignore ports) and follows redirects. */
export class Visitor {
  private readonly jar = new Map<string, string>();

  constructor(private readonly base: string) {}

  get(path: string): Promise<Answer> {
    return this.follow(path, { method: 'GET' });
  }

  /** Signs in at the stand-in issuer as one of its people. */
  async signIn(sub: string): Promise<Answer> {
    const choice = await this.get('/sign-in');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.follow(choice.url, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ person: sub }).toString(),
    });
  }

  /** One request, nothing followed. A path is taken as it is: `//x` is a path to try, no other host. */
  async once(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Answer> {
    const url = path.startsWith('/') ? this.base + path : path;
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return { status: response.status, text: await response.text(), headers: response.headers, url };
  }

  private async follow(
    path: string,
    first: RequestInit & { headers?: Record<string, string> },
  ): Promise<Answer> {
    let url = path;
    let init = first;
    for (let hop = 0; hop < 15; hop += 1) {
      const answer = await this.once(url, init);
      const to = answer.headers.get('location');
      if (to === null || answer.status < 300 || answer.status > 399) return answer;
      url = new URL(to, answer.url).href;
      init = { method: 'GET' };
    }
    throw new Error(`too many redirects at ${url}`);
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const gone = attributes.some((attribute) => /max-age=0|expires=thu, 01 jan 1970/i.test(attribute.trim()));
    if (gone) this.jar.delete(name);
    else this.jar.set(name, pair.slice(pair.indexOf('=') + 1));
  }
}
