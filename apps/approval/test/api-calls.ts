import { randomUUID } from 'node:crypto';
import { apiClientChanged, type DataOf } from '@todoke/events';
import { eventually, exampleEvent } from '@todoke/testing';
import { running, type Running } from './running.js';

const allScopes = ['applications:read', 'applications:decide', 'applications:file', 'mails:read'];
const asks = '/api/v1';

/** Systems of two prefectures, one that may only read, and one with a sandbox. */
export const systems = [
  { clientId: 'api-46', prefecture: '46', scopes: allScopes, asks },
  { clientId: 'reader-46', prefecture: '46', scopes: ['applications:read'], asks },
  { clientId: 'api-36', prefecture: '36', scopes: allScopes, asks },
  { clientId: 'sandbox-46', prefecture: '46', scopes: allScopes, asks },
  { clientId: 'elsewhere-46', prefecture: '46', scopes: allScopes, asks: '/another/interface' },
];

type Client = DataOf<typeof apiClientChanged>;

/** accounts tells of a client, as at its issue. */
export const clientEvent = (clientId: string, change: Partial<Client> = {}, version = 1) => {
  const { prefecture = '46', scopes = [] } = systems.find((one) => one.clientId === clientId) ?? {};
  const sandbox = clientId.startsWith('sandbox') || undefined;
  const facts = { clientId, prefecture, scopes: [...scopes], active: true, sandbox };
  return exampleEvent(apiClientChanged, { version, data: { ...facts, ...change } });
};

/** Starts the service with an issuer of tokens, and waits until it knows the clients. */
export async function withSystems(environment: NodeJS.ProcessEnv = {}): Promise<Running> {
  const service = await running({ systems, environment });
  for (const { clientId } of systems) await service.nats.publishAs(clientEvent(clientId));
  await eventually(async () =>
    expect(await service.ask('SELECT client_id FROM approval.api_clients')).toHaveLength(systems.length),
  );
  return service;
}

/** An answer as it comes, whose shape the tests are about. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Call {
  readonly method?: string;
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks as a system with this token. */
export async function call(url: string, token: string | undefined, path: string, sent: Call = {}): Promise<Called> {
  const { method = 'GET', body, headers = {} } = sent;
  const key = 'key' in sent ? sent.key : randomUUID();
  const isFile = typeof body === 'string';
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && key !== undefined && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': isFile ? 'text/csv' : 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

export type Ask = (path: string, sent?: Call) => Promise<Called>;

/** Asks as one of the systems. */
export async function asSystem(service: Running, clientId: string, scope?: string): Promise<Ask> {
  const token = await service.token(clientId, scope);
  return (path, sent) => call(service.url, token, path, sent);
}
