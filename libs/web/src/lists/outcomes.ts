import { randomUUID } from 'node:crypto';
import type { SqlTransaction } from '@todoke/database';
import { geta } from '@todoke/japan';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Flash } from '../pages/flash.js';

/** What became of an export. */
export interface ExportOutcome {
  /** Of the list. */
  readonly title: string;
  /** How many were sent. */
  readonly rows: number;
  readonly whole: boolean;
  /** How many characters became 〓. */
  readonly unwritten: number;
  /** Which, each once. */
  readonly characters: readonly string[];
}

/** Seconds in which a browser can be told: longer than any export. */
const seconds = 60 * 60;

/** Exports of one browser that are remembered. */
const atMost = 5;

/** Characters that a message names. */
const namedAtMost = 20;

const ids = z.array(z.uuid()).max(atMost).catch([]);

const nameOf = ({ server }: FastifyRequest): string => `${server.web.options.service}_exports`;

const idsIn = (request: FastifyRequest): string[] =>
  ids.parse(request.server.web.cookies.readJson(request, nameOf(request)));

/**
 * Makes sure that the browser is told what becomes of an export: an answer that is a file replaces no page, so the next
 * page says it. @returns the id under which the outcome is to be stored
 */
export function beginOutcome(reply: FastifyReply): string {
  const { request } = reply;
  const id = randomUUID();
  const known = [...idsIn(request), id].slice(-atMost);
  request.server.web.cookies.setJson(reply, nameOf(request), known, seconds);
  return id;
}

/** Stores an outcome, and removes those that nobody was told of for a day. */
export async function storeOutcome(tx: SqlTransaction, id: string, outcome: ExportOutcome): Promise<void> {
  const { title, rows, whole, unwritten, characters } = outcome;
  const named = characters.slice(0, namedAtMost).join('');
  await tx.$executeRawUnsafe(
    `WITH old AS (DELETE FROM web_exports WHERE ended_at < now() - interval '1 day')
     INSERT INTO web_exports (id, title, rows, whole, unwritten, characters) VALUES ($1, $2, $3, $4, $5, $6)`,
    ...[id, title, rows, whole, unwritten, named],
  );
}

/** Messages about the exports of this browser that have ended. Each is told once; a page that has none asks nothing. */
export async function takeOutcomes(request: FastifyRequest, reply: FastifyReply): Promise<Flash[]> {
  const { cookies, sessions } = request.server.web;
  const name = nameOf(request);
  if (!cookies.has(request, name)) return [];
  const asked = idsIn(request);
  const told = await take(sessions.pool, asked);
  const rest = asked.filter((id) => !told.some((one) => one.id === id));
  if (rest.length === 0) cookies.drop(reply, name);
  else if (told.length > 0) cookies.setJson(reply, name, rest, seconds);
  return told.map(messageOf);
}

type Row = Omit<ExportOutcome, 'characters'> & { readonly id: string; readonly characters: string };

type Pool = FastifyRequest['server']['web']['sessions']['pool'];

async function take(pool: Pool, asked: readonly string[]): Promise<Row[]> {
  if (asked.length === 0) return [];
  const { rows } = await pool.query<Row>(
    'DELETE FROM web_exports WHERE id = ANY ($1) RETURNING id, title, rows, whole, unwritten, characters',
    [asked],
  );
  return rows;
}

const numbers = new Intl.NumberFormat('ja-JP');

function messageOf({ title, rows, whole, unwritten, characters }: Row): Flash {
  if (!whole) {
    const text = `「${title}」のエクスポートは途中で終わりました。ダウンロードしたファイルは使わず、もう一度エクスポートしてください。`;
    return { kind: 'warning', text };
  }
  const done = `「${title}」をエクスポートしました（${numbers.format(rows)}件）。`;
  if (unwritten === 0) return { kind: 'success', text: done };
  const named = [...characters].map((character) => `「${character}」`).join('');
  const more = [...characters].length === namedAtMost ? 'など' : '';
  const replaced =
    `日本語(Shift-JIS)にない文字${named}${more}を「${geta}」に置き換えました（${numbers.format(unwritten)}文字）。` +
    '場所は、エクスポートの画面の「書けない文字の一覧をダウンロード」でご確認いただけます。';
  return { kind: 'warning', text: `${done}\n${replaced}` };
}
