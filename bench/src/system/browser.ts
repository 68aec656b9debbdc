import { Pool } from 'undici';

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
}

/**
 * A minimal browser, since the measurement shares the machine with what it measures:
 * keep-alive connections, one cookie, no redirects followed.
 */
export class Browser {
  private readonly pool: Pool;

  /** @param connections requests at once; more wait for their turn */
  constructor(origin: string, connections: number) {
    this.pool = new Pool(origin, { connections, pipelining: 1, keepAliveTimeout: 60_000 });
  }

  get(path: string, cookie: string): Promise<Page> {
    return this.request({ method: 'GET', path, headers: { accept: 'text/html', cookie } });
  }

  post(path: string, cookie: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const headers = { accept: 'text/html', cookie, 'content-type': 'application/x-www-form-urlencoded' };
    return this.request({ method: 'POST', path, headers, body: new URLSearchParams(fields).toString() });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async request(options: Parameters<Pool['request']>[0]): Promise<Page> {
    const { statusCode: status, headers, body } = await this.pool.request(options);
    const { location } = headers;
    return { status, html: await body.text(), location: typeof location === 'string' ? location : undefined };
  }
}

/** The hidden fields of the forms that a page has, by their names. */
export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );
