import { ApiRefusal } from './api-refusal.js';
import { type Answers, type Inputs, operations } from './generated.js';
import { type TokenOptions, Tokens } from './tokens.js';

export interface ApiOptions extends TokenOptions {
  /** Public address of approval. */
  readonly address: string;
  /** How often a request is sent at most. Default 4. */
  readonly attempts?: number;
  readonly fetch?: typeof globalThis.fetch;
}

type OperationId = keyof typeof operations;

/** Headers of one request. */
interface RequestOptions {
  /** For a change: the same whenever it is repeated, also after a restart of this program. Default: a new one. */
  readonly idempotencyKey?: string;
}

/** One function for each operation of the document. */
export type Api = {
  readonly [Id in OperationId]: (input: Inputs[Id], options?: RequestOptions) => Promise<Answers[Id]>;
};

/**
 * A client. Its functions throw `ApiRefusal` for what is refused, and what fetch throws where nobody answers. What was
 * not answered, or answered 429 or 503, is sent again with the same Idempotency-Key.
 */
export function prefectureApi(options: ApiOptions): Api {
  const sender = new Sender(options);
  const functions = (Object.keys(operations) as OperationId[]).map((id) => [
    id,
    (input: object, more?: RequestOptions) => sender.send(id, input as Record<string, unknown>, more),
  ]);
  return Object.fromEntries(functions) as Api;
}

/** Statuses after which the same may be sent again. */
const later = [429, 503];
/** Milliseconds before the second attempt, where the answer does not say how long. */
const pause = 500;
const longestPause = 60_000;

class Sender {
  private readonly fetch: typeof globalThis.fetch;
  private readonly tokens: Tokens;

  constructor(private readonly options: ApiOptions) {
    this.fetch = options.fetch ?? globalThis.fetch;
    this.tokens = new Tokens(options, this.fetch);
  }

  async send(id: OperationId, input: Record<string, unknown>, more: RequestOptions = {}): Promise<unknown> {
    const key = more.idempotencyKey ?? crypto.randomUUID();
    const { attempts = 4 } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= attempts;
      const answer = await this.once(id, input, key).catch((error: unknown) => {
        if (last || error instanceof ApiRefusal) throw error;
        return undefined;
      });
      if (answer?.ok === true) return answer.json();
      if (answer?.status === 401) this.tokens.forget();
      const again = answer === undefined || later.includes(answer.status) || (answer.status === 401 && attempt === 1);
      if (last || !again) throw new ApiRefusal(answer?.status ?? 0, await problemOf(answer));
      if (answer?.status !== 401) await wait(answer, attempt);
    }
  }

  private async once(id: OperationId, input: Record<string, unknown>, key: string): Promise<Response> {
    const operation = operations[id];
    const { method } = operation;
    const sends = 'sends' in operation ? operation.sends : undefined;
    const { body } = input;
    return this.fetch(this.addressOf(operation, input), {
      method,
      headers: {
        authorization: `Bearer ${await this.tokens.value()}`,
        ...(method === 'POST' && { 'idempotency-key': key }),
        ...(sends !== undefined && { 'content-type': sends }),
      },
      ...(sends !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  private addressOf({ path, query }: (typeof operations)[OperationId], input: Record<string, unknown>): string {
    const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(input[name])));
    const address = new URL(filled, this.options.address);
    for (const name of query) if (input[name] !== undefined) address.searchParams.set(name, String(input[name]));
    return address.href;
  }
}

async function problemOf(answer: Response | undefined): Promise<ApiRefusal['problem']> {
  return ((await answer?.json().catch(() => undefined)) ?? {}) as ApiRefusal['problem'];
}

/** As long as the answer says, else longer each time. */
async function wait(answer: Response | undefined, attempt: number): Promise<void> {
  const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1_000 : pause * 2 ** (attempt - 1);
  await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, longestPause)));
}
