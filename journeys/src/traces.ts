import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectToNats, rows } from '@todoke/testing';
import { demo, traces } from './system/demo.js';

/** A place with stored text: a table, a stream, a file of the NATS store or of the logs. */
export interface Trace {
  readonly place: string;
  readonly content: Buffer;
}

/** Everything that the system has stored or logged so far, except the mails themselves. */
export async function everythingWritten(): Promise<Trace[]> {
  return [...(await tables()), ...(await streams()), ...files('nats', traces().nats), ...logged()];
}

/**
 * The places that contain the text, in clear, in base64 of either alphabet and any alignment, in hexadecimal,
 * percent-encoded, or with what JSON or HTML escapes.
 */
export function placesThatHold(text: string, written: readonly Trace[]): string[] {
  const clear = inClear(text);
  const hex = Buffer.from(text).toString('hex');
  const encoded = [...inBase64(text), hex, hex.toUpperCase(), ...escaped(text)];
  const holds = (content: string) => clear.test(content) || encoded.some((form) => content.includes(form));
  return written
    .filter(({ content }) => holds(content.toString('utf8')) || holds(content.toString('latin1')))
    .map(({ place }) => place);
}

/** A short number is part of longer ones by chance, which is no match. */
function inClear(text: string): RegExp {
  if (/^\d{1,8}$/.test(text)) return new RegExp(`(?<![0-9A-Za-z])${text}(?![0-9A-Za-z])`);
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** `%E9%AB%99`, `\\u9ad9`, `&#39641;` and their like; a text of letters alone is the same in each, and left out. */
function escaped(text: string): string[] {
  const bytes = [...Buffer.from(text)];
  const percent = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const units = text.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const references = [...text].map((character) => `&#${String(character.codePointAt(0))};`).join('');
  const uri = encodeURIComponent(text);
  const json = units.map((unit, at) => (Number.parseInt(unit, 16) < 128 ? (text[at] ?? '') : `\\u${unit}`)).join('');
  const all = units.map((unit) => `\\u${unit}`).join('');
  const forms = [percent, uri, uri.replaceAll('%20', '+'), json, all, references].flatMap((form) => [
    form,
    form.replaceAll(/%[0-9a-f]{2}|\\u[0-9a-f]{4}/gi, (escape) => escape.toLowerCase()),
    form.replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()),
    form.replaceAll(/\\u[0-9a-f]{4}/gi, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
  ]);
  return [...new Set(forms)].filter((form) => form !== text);
}

/** Base64 at each of three offsets, without the characters that also depend on neighbouring bytes. */
function inBase64(text: string): string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const before = Buffer.alloc(offset);
    const bytes = Buffer.concat([before, Buffer.from(text)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(first, last), bytes.toString('base64url').slice(first, last)];
  });
  return [...new Set(forms)];
}

/** The logs of all processes. */
export const logged = (): Trace[] => files('log', traces().logs);

async function tables(): Promise<Trace[]> {
  const { postgres } = demo();
  const found = await rows<{ name: string }>(
    postgres,
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const contents = found.map(async ({ name }) => {
    const content = await rows<{ row: string }>(postgres, `SELECT t::text AS row FROM ${name} t`);
    return { place: `table ${name}`, content: Buffer.from(content.map(({ row }) => row).join('\n')) };
  });
  return Promise.all(contents);
}

async function streams(): Promise<Trace[]> {
  const connection = await connectToNats(demo().nats);
  const manager = await jetstreamManager(connection);
  const found: Trace[] = [];
  for await (const { config, state } of manager.streams.list()) {
    for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq++) {
      const message = await manager.streams.getMessage(config.name, { seq });
      if (message === null) continue;
      const headers = [...(message.header ?? [])].map(([name, values]) => `${name}: ${values.join(', ')}`);
      const lines = [message.subject, ...headers, Buffer.from(message.data).toString('utf8')];
      found.push({ place: `stream ${config.name}`, content: Buffer.from(lines.join('\n')) });
    }
  }
  await connection.drain();
  return found;
}

/** Empty where the system keeps its files elsewhere, as in containers. */
function files(kind: string, folder: string): Trace[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ place: `${kind} ${entry.name}`, content: readFileSync(join(entry.parentPath, entry.name)) }));
}
