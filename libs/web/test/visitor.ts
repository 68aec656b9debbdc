/** A browser without script: keeps cookies for each host (ports do not matter to cookies), follows nothing by itself. */
export class Visitor {
  private readonly jar = new Map<string, string>();

  constructor(readonly base: string) {}

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
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.base), {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...init.headers },
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
    return this.jar.get(name);
  }

  setCookie(name: string, value: string): void {
    this.jar.set(name, value);
  }

  private keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const gone = attributes.some((attribute) => /max-age=0|expires=thu, 01 jan 1970/i.test(attribute.trim()));
      if (gone) this.jar.delete(name);
      else this.jar.set(name, pair.slice(pair.indexOf('=') + 1));
    }
  }
}

export interface Answer {
  response: Response;
  status: number;
  text: string;
  to: string | null;
}

/** The CSRF token that a page carries. */
export const tokenIn = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
