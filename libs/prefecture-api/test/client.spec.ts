import { ApiRefusal, applicationsSince, prefectureApi } from '../src/index.js';

type Sent = { readonly url: string; readonly init: RequestInit };

/** A client whose requests are answered by these, one after the other; tokens are given to whoever asks. */
function clientWith(...answers: (() => Response)[]) {
  const sent: Sent[] = [];
  let tokens = 0;
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    if (String(url).endsWith('/token')) {
      tokens += 1;
      return Response.json({ access_token: `token-${tokens}`, expires_in: 600 });
    }
    sent.push({ url: String(url), init });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('nobody answers');
    return answer();
  };
  const options = {
    address: 'https://a.example',
    tokenUrl: 'https://b.example/token',
    clientId: 'c',
    clientSecret: 's',
  };
  return { api: prefectureApi({ ...options, fetch }), sent };
}

const problem =
  (status: number, code: string, headers = {}) =>
  () =>
    Response.json({ status, code, detail: 'できません。' }, { status, headers });
const headersOf = ({ init }: Sent) => new Headers(init.headers);

describe('the client', () => {
  it('asks with a token, and sends changes with a key', async () => {
    const { api, sent } = clientWith(() => Response.json({ number: 'APF-00000001', status: 'approved' }));
    const answer = await api.approveApplication({ number: 'APF-00000001' });
    expect(answer).toEqual({ number: 'APF-00000001', status: 'approved' });
    expect(sent[0]?.url).toBe('https://a.example/api/v1/applications/APF-00000001/approve');
    expect(headersOf(sent[0]!).get('authorization')).toBe('Bearer token-1');
    expect(headersOf(sent[0]!).get('idempotency-key')).toMatch(/^[\da-f-]{36}$/);
  });

  it('sends again what was answered 429, 503 or not at all, with the same key', async () => {
    const lost = () => {
      throw new TypeError('fetch failed');
    };
    const busy = { 'retry-after': '0' };
    const { api, sent } = clientWith(problem(429, 'too-many-requests', busy), problem(503, 'x', busy), lost, () =>
      Response.json({ number: 'APF-00000001', status: 'rejected' }),
    );
    await api.rejectApplication({ number: 'APF-00000001', body: { reason: '誤り' } }, { idempotencyKey: 'mine' });
    expect(sent.map((one) => headersOf(one).get('idempotency-key'))).toEqual(['mine', 'mine', 'mine', 'mine']);
  });

  it('gets another token where its own is not taken any more, once', async () => {
    const refused = problem(401, 'token-invalid');
    const { api, sent } = clientWith(refused, refused);
    await expect(api.getApplication({ number: 'APF-00000001' })).rejects.toMatchObject({ code: 'token-invalid' });
    expect(sent.map((one) => headersOf(one).get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('throws what was refused, with its code', async () => {
    const { api } = clientWith(problem(409, 'already-decided'));
    const refused = await api.approveApplication({ number: 'APF-00000001' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiRefusal);
    expect(refused).toMatchObject({ status: 409, code: 'already-decided', message: 'できません。' });
  });

  it('reads a pass to its end', async () => {
    const page = (number: string, nextCursor: string | null) => () =>
      Response.json({ applications: [{ number }], nextCursor, resumeCursor: 'then' });
    const { api, sent } = clientWith(page('APF-00000001', 'more'), page('APF-00000002', null));
    const { applications, resumeCursor } = await applicationsSince(api, 'since');
    expect(applications.map(({ number }) => number)).toEqual(['APF-00000001', 'APF-00000002']);
    expect(resumeCursor).toBe('then');
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?cursor=since', '?cursor=more']);
  });
});
