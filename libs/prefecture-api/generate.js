/**
 * Writes src/generated.ts, the types and the table of operations of the client, from openapi.json. With `--print` it
 * prints them instead.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const document = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8'));
const target = new URL('./src/generated.ts', import.meta.url);

const literal = (value) => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const propertyName = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : literal(name));
const nameIn = ({ $ref }) => $ref.split('/').at(-1);

/** The type of a JSON schema (2020-12), as far as the document uses it. */
function typeOf(schema, indent = '') {
  if (schema.$ref !== undefined) return nameIn(schema);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const several = schema.anyOf ?? schema.oneOf;
  if (several !== undefined) return several.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  switch (schema.type) {
    case 'array':
      return `readonly (${typeOf(schema.items, indent)})[]`;
    case 'object':
      return objectType(schema, indent);
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'string':
      return 'string';
    default:
      throw new Error(`no type of ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties = {}, required = [] }, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${inner}readonly ${propertyName(name)}${optional}: ${typeOf(schema, inner)}${optional && ' | undefined'};`;
  });
  return lines.length === 0 ? 'object' : `{\n${lines.join('\n')}\n${indent}}`;
}

/** Every operation, with its address. */
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

const answerOf = ({ responses }) => {
  const [, { content }] = Object.entries(responses).find(([status]) => status.startsWith('2'));
  return typeOf(content['application/json'].schema);
};

function inputOf({ parameters, requestBody }) {
  const told = parameters.filter((parameter) => parameter.in !== 'header');
  const lines = told.map(({ name, required, schema }) => {
    const optional = required ? '' : '?';
    return `    readonly ${propertyName(name)}${optional}: ${typeOf(schema, '    ')}${optional && ' | undefined'};`;
  });
  if (requestBody !== undefined) {
    const [{ schema }] = Object.values(requestBody.content);
    lines.push(`    readonly body: ${typeOf(schema, '    ')};`);
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n  }`;
}

const placesOf = ({ parameters }, place) =>
  parameters.filter((parameter) => parameter.in === place).map(({ name }) => literal(name));

const text = [
  '// Written by generate.js from openapi.json.',
  '',
  ...Object.entries(document.components.schemas).flatMap(([name, schema]) => [
    `export type ${name} = ${typeOf(schema)};`,
    '',
  ]),
  '/** What each operation takes besides its headers. */',
  'export interface Inputs {',
  ...operations.map((operation) => `  readonly ${operation.operationId}: ${inputOf(operation)};`),
  '}',
  '',
  '/** What each operation answers. */',
  'export interface Answers {',
  ...operations.map((operation) => `  readonly ${operation.operationId}: ${answerOf(operation)};`),
  '}',
  '',
  'export const operations = {',
  ...operations.map((operation) => {
    const type = Object.keys(operation.requestBody?.content ?? {})[0];
    return [
      `  ${operation.operationId}: {`,
      `    method: ${literal(operation.method.toUpperCase())},`,
      `    path: ${literal(operation.path)},`,
      `    query: [${placesOf(operation, 'query').join(', ')}],`,
      ...(type === undefined ? [] : [`    sends: ${literal(type)},`]),
      '  },',
    ].join('\n');
  }),
  '} as const;',
  '',
].join('\n');

const filepath = fileURLToPath(target);
const laidOut = await format(text, { ...(await resolveConfig(filepath)), filepath });
if (process.argv.includes('--print')) process.stdout.write(laidOut);
else writeFileSync(target, laidOut);
