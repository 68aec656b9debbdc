import { applicationFields, applicationKeys, type ApplicationKey } from '@todoke/application-form';
import { problemTitle } from '@todoke/web';
import { z } from 'zod';
import type { Scope } from '../domain/client.js';
import { hoursOfKey } from '../domain/idempotency.js';
import { apiPath, type ApiSettings } from '../settings.js';
import { proxyApplication } from './examples.js';
import { namedSchemas, type Operation, operations, tags } from './operations.js';
import { ofAll, ofPosts, type Refusal } from './refusals.js';
import { choicesOf } from './schemas.js';

const scopeWords: Readonly<Record<Scope, string>> = {
  'applications:read': '自都道府県の申請を読む',
  'applications:decide': '自都道府県の申請を承認・却下する',
  'applications:file': '代理申請をする',
  'mails:read': 'メールの送信状況を読む',
};

const description = `都道府県のシステムから申請を読み、承認・却下し、代理申請をするための仕様です。

事務局が発行するクライアントIDとシークレットで、OAuth 2.0のクライアント・クレデンシャルズによりアクセストークンを取得し、「Authorization: Bearer」に付けてください。
POSTには、要求ごとに異なる「Idempotency-Key」が必要です。同じ値で繰り返すと、${hoursOfKey}時間は初めの応答を返します。
誤りは、RFC 9457の形（application/problem+json）で返します。プログラムでは「code」で見分けてください。`;

/** The document of the interface: OpenAPI 3.1. */
export const apiDocument = ({ PUBLIC_URL, OIDC_ISSUER }: Pick<ApiSettings, 'PUBLIC_URL' | 'OIDC_ISSUER'>) => ({
  openapi: '3.1.0',
  info: {
    title: '都道府県システム連携API',
    version: '1.0.0',
    description,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: PUBLIC_URL }],
  tags: tags.map((name) => ({ name })),
  paths: paths(),
  components: {
    schemas: { ...schemas(), ProxyApplication: proxyApplicationSchema },
    headers: headers(),
    securitySchemes: {
      client: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: `${OIDC_ISSUER.replace(/\/$/, '')}/token`, scopes: scopeWords } },
      },
    },
  },
});

function paths(): Record<string, object> {
  const found: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const path = `${apiPath}${operation.path}`;
    found[path] = { ...found[path], [operation.method]: operationObject(operation) };
  }
  return found;
}

function operationObject(operation: Operation): object {
  const { id, method, scope, tag, summary, description, parameters = [], body, answer } = operation;
  const isPost = method === 'post';
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: [{ client: [scope] }],
    parameters: [...parameters, ...(isPost ? [idempotencyKey] : [ifNoneMatch])],
    ...(body && {
      requestBody: {
        required: body.required ?? false,
        content: { [body.type]: { schema: schemaOf(body.schema), example: body.example } },
      },
    }),
    responses: {
      [answer.status]: {
        description: summary,
        headers: {
          RateLimit: reference('headers', 'RateLimit'),
          'RateLimit-Policy': reference('headers', 'RateLimitPolicy'),
          ...(isPost
            ? { 'Idempotency-Replayed': reference('headers', 'IdempotencyReplayed') }
            : { ETag: reference('headers', 'ETag') }),
        },
        content: { 'application/json': { schema: schemaOf(answer.schema), example: answer.example } },
      },
      ...(!isPost && { 304: { description: '「If-None-Match」の値から変わっていません。' } }),
      ...refused([...operation.refusals, ...(isPost ? ofPosts : []), ...ofAll]),
    },
  };
}

/** Refusals by their status, each with an example. */
function refused(all: readonly Refusal[]): Record<string, object> {
  const byStatus = [...Map.groupBy(all, ({ status }) => status)].sort(([one], [other]) => one - other);
  return Object.fromEntries(
    byStatus.map(([status, some]) => [
      status,
      {
        description: some.map(({ code }) => code).join(', '),
        ...((status === 429 || status === 503) && { headers: { 'Retry-After': reference('headers', 'RetryAfter') } }),
        ...(status === 401 && { headers: { 'WWW-Authenticate': reference('headers', 'WwwAuthenticate') } }),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                reference('schemas', 'Problem'),
                { type: 'object', properties: { code: { enum: some.map(({ code }) => code) } } },
              ],
            },
            examples: Object.fromEntries(some.map((one) => [one.code, { value: problemOf(one) }])),
          },
        },
      },
    ]),
  );
}

const problemOf = ({ status, code, text, fields }: Refusal): object => ({
  type: `urn:todoke:problem:${code}`,
  title: problemTitle(status),
  status,
  detail: text,
  code,
  correlationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  ...(fields && { errors: fields }),
});

const reference = (kind: 'schemas' | 'headers', name: string) => ({ $ref: `#/components/${kind}/${name}` });
const schemaOf = (schema: string | object): object =>
  typeof schema === 'string' ? reference('schemas', schema) : schema;

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    '要求ごとに異なる、255文字までの半角英数字。通信が途切れたときは、同じ値と同じ内容で繰り返してください。',
  schema: { type: 'string', maxLength: 255 },
  example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
};

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: '前の応答の「ETag」。',
  schema: { type: 'string' },
};

const text = { type: 'string' };

const headers = () => ({
  RateLimit: { description: 'この時間枠に残る要求の数（r）と、終わるまでの秒数（t）。', schema: text },
  RateLimitPolicy: { description: '時間枠（w秒）に受け付ける要求の数（q）。', schema: text },
  RetryAfter: { description: '待つ秒数。', schema: { type: 'integer' } },
  ETag: { description: '内容の版。', schema: text },
  IdempotencyReplayed: { description: 'true であれば、初めの応答の繰り返しです。', schema: text },
  WwwAuthenticate: { description: 'RFC 6750の形。', schema: text },
});

/** Each schema by its name, which others refer to. */
function schemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(namedSchemas)) registry.add(schema, { id });
  const { schemas: made } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'input' });
  return Object.fromEntries(
    Object.entries(made).map(([name, schema]) => [name, withoutIds(schema as Record<string, unknown>)]),
  );
}

/** Their names are their places in the document. What an answer has besides is ignored by clients. */
const withoutIds = ({ $schema: _schema, $id: _id, id: _name, ...schema }: Record<string, unknown>): object => schema;

/** What a proxy application may be sent as; the rules themselves judge it, and say what is wrong. */
const proxyApplicationSchema = {
  type: 'object',
  description: '項目は申請フォームの16項目です。空白の項目は省けます。',
  required: applicationKeys.filter((key) => applicationFields[key].required === true),
  properties: Object.fromEntries(applicationKeys.map((key) => [key, itemSchema(key)])),
  example: proxyApplication,
};

function itemSchema(key: ApplicationKey): object {
  const { label, help, maxLength } = applicationFields[key];
  const choices = choicesOf(key);
  return {
    type: 'string',
    title: label,
    ...(help !== undefined && { description: help }),
    ...(maxLength !== undefined && { maxLength }),
    ...(choices && { enum: choices }),
    examples: [proxyApplication[key]],
  };
}
