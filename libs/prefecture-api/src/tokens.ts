import { ApiRefusal } from './api-refusal.js';

export interface TokenOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the tokens are to allow, separated by blanks. Left out: all that the client may do. */
  readonly scope?: string;
}

/** Seconds before its end in which a token is not used any more. */
const spare = 30;

/** Access tokens by client credentials (RFC 6749 4.4): one for all requests, until shortly before it ends. */
export class Tokens {
  private token: Promise<{ readonly value: string; readonly until: number }> | undefined;

  constructor(
    private readonly options: TokenOptions,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  /** @throws ApiRefusal where the secret is wrong */
  async value(): Promise<string> {
    this.token ??= this.ask();
    try {
      const { value, until } = await this.token;
      if (until > Date.now()) return value;
    } catch (error) {
      this.forget();
      throw error;
    }
    this.forget();
    return this.value();
  }

  /** The next request gets another one. */
  forget(): void {
    this.token = undefined;
  }

  private async ask(): Promise<{ readonly value: string; readonly until: number }> {
    const { tokenUrl, clientId, clientSecret, scope } = this.options;
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    const answer = await this.fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(credentials)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
    });
    const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    const { access_token: value, expires_in: seconds } = told;
    if (!answer.ok || typeof value !== 'string')
      throw new ApiRefusal(answer.status, {
        code: String(told['error'] ?? 'no-token'),
        detail: 'アクセストークンを取得できませんでした。クライアントIDとシークレットを確かめてください。',
      });
    return { value, until: Date.now() + (Number(seconds ?? 60) - spare) * 1_000 };
  }
}
