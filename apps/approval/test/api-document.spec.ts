import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { applicationSchema } from '@todoke/application-form';
import { routesOf } from '@todoke/web';
import { z } from 'zod';
import { apiDocument } from '../src/api/openapi/document.js';
import { namedSchemas, operations } from '../src/api/openapi/operations.js';
import { asSystem, call, type Json, withSystems } from './api-calls.js';
import { fileOf } from './proxy-csv.js';
import type { Running } from './running.js';
import { clinic, pharmacy, waiting } from './samples.js';

let service: Running;
beforeAll(async () => {
  service = await withSystems();
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.reviews, approval.proxy_files, approval.api_requests CASCADE'));

const placeholder = { PUBLIC_URL: 'https://approval.example.jp', OIDC_ISSUER: 'https://accounts.example.jp/oidc' };
const published = new URL('../../../libs/prefecture-api/openapi.json', import.meta.url);

/** Whatever an answer has besides its schema is a mistake. */
const strictly = (name: string) => {
  const schema = namedSchemas[name as keyof typeof namedSchemas];
  return (answer: unknown) => expect(schema.parse(answer)).toEqual(answer);
};

describe('the document of the interface', () => {
  it('is that of the published package', () => {
    const text = `${JSON.stringify(apiDocument(placeholder), undefined, 2)}\n`;
    if (process.env['WRITE_API'] === '1') writeFileSync(published, text);
    // To write it: WRITE_API=1 npm test -- api-document, then npm run generate-client in libs/prefecture-api.
    expect(existsSync(published) && readFileSync(published, 'utf8')).toBe(text);
  });

  it('tells of every route, and of no other', () => {
    const told = operations.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`);
    const routes = routesOf(service.app)
      .filter(({ method, path }) => path.startsWith('/api/v1/') && method !== 'HEAD' && !path.endsWith('openapi.json'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(told.sort()).toEqual(routes.sort());
  });

  it('is answered to everybody, and is a part of the service’s own', async () => {
    const alone = await call(service.url, undefined, '/openapi.json');
    expect(alone.status).toBe(200);
    expect(alone.body).toMatchObject({ openapi: '3.1.0', servers: [{ url: service.url }] });
    const whole = (await (await fetch(`${service.url}/openapi.json`)).json()) as Json;
    expect(whole.openapi).toBe('3.1.0');
    for (const path of Object.keys(alone.body.paths as object)) {
      expect(whole.paths[path]).toEqual(alone.body.paths[path]);
    }
    expect(whole.components.securitySchemes.client.type).toBe('oauth2');
  });

  it('has examples that are what it says, and one of a proxy application that can be filed (R74)', async () => {
    for (const { answer } of operations) strictly(answer.schema)(answer.example);
    const { ProxyApplication } = apiDocument(placeholder).components.schemas as Record<string, Json>;
    expect(applicationSchema.parse(ProxyApplication.example)).toMatchObject({ prefecture: '46' });
    const ask = await asSystem(service, 'api-46');
    const filed = await ask('/applications', { method: 'POST', body: ProxyApplication.example });
    expect(filed.status).toBe(201);
  });

  it('tells of each problem with its code, which the service answers (R158)', async () => {
    const { paths } = apiDocument(placeholder) as { paths: Record<string, Record<string, Json>> };
    for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
      for (const [status, { content }] of Object.entries<Json>(operation.responses)) {
        for (const { value } of Object.values<Json>(content?.['application/problem+json']?.examples ?? {})) {
          expect(String(value.status)).toBe(status);
          expect(namedSchemas.Problem.parse(value)).toEqual(value);
        }
      }
    }
    const ask = await asSystem(service, 'api-46');
    const refused = await ask('/applications/APF-00000009');
    expect(namedSchemas.Problem.parse(refused.body)).toEqual(refused.body);
    const codes = paths['/api/v1/applications/{number}']?.['get'].responses[404].content['application/problem+json'];
    expect(Object.keys(codes.examples as object)).toContain(refused.body.code);
  });

  it('says of its answers what they are', async () => {
    await service.open(waiting(), waiting('APF-00000002', clinic));
    const ask = await asSystem(service, 'api-46');
    const post = (path: string, body?: unknown) => ask(path, { method: 'POST', ...(body !== undefined && { body }) });
    strictly('ApplicationList')((await ask('/applications')).body);
    strictly('Application')((await ask('/applications/APF-00000001')).body);
    strictly('Decision')((await post('/applications/APF-00000001/approve')).body);
    strictly('Decision')((await post('/applications/APF-00000002/reject', { reason: '誤り' })).body);
    strictly('Application')((await ask('/applications/APF-00000002')).body);
    strictly('Filed')((await post('/applications', pharmacy)).body);
    strictly('ImportReport')((await post('/applications/import', fileOf([['機関名']]))).body);
    strictly('MailList')((await ask('/mails?applicationNumber=APF-00000002')).body);
  });

  it('names no schema that is missing', () => {
    const text = JSON.stringify(apiDocument(placeholder));
    const { schemas, headers } = apiDocument(placeholder).components;
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      expect(Object.keys(kind === 'schemas' ? schemas : headers)).toContain(name);
    }
    expect(z.object({ paths: z.record(z.string(), z.unknown()) }).safeParse(JSON.parse(text)).success).toBe(true);
  });
});
