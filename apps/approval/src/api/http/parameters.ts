import { readApplicationNumber } from '@todoke/lifecycle';
import { queriedText } from '@todoke/web';
import { z } from 'zod';
import { marks, type Mark } from '../../proxy/index.js';
import { stateNames } from '../../reviews/index.js';
import type { ListQuery } from '../desks/desk.js';
import { pageSizes, passOf } from '../domain/pass.js';
import { parameterTexts, problems } from '../problems.js';

type Parameter = keyof typeof parameterTexts;

const refused = (field: Parameter) => problems.parameterInvalid(undefined, [{ field, message: parameterTexts[field] }]);

/** The text of a parameter; undefined where it is blank. */
const told = (query: unknown, name: Parameter | 'cursor'): string | undefined =>
  queriedText(query, name).trim() || undefined;

/** @throws Problem parameter-invalid, cursor-invalid */
export function listQuery(query: unknown): ListQuery {
  const status = told(query, 'status');
  if (status !== undefined && !stateNames.some((name) => name === status)) throw refused('status');
  const since = sinceIn(query);
  const atMost = limitIn(query);
  const cursor = told(query, 'cursor');
  if (cursor === undefined) return { status, since, atMost };
  const pass = passOf(cursor);
  if (pass === undefined || (status !== undefined && status !== pass.status)) throw problems.cursorInvalid();
  return { pass, atMost };
}

const isoInstant = z.iso.datetime({ offset: true });

function sinceIn(query: unknown): Date | undefined {
  // In an address `+` is a blank.
  const text = told(query, 'updatedSince')?.replace(' ', '+');
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (!isoInstant.safeParse(text).success || Number.isNaN(instant.getTime())) throw refused('updatedSince');
  return instant;
}

function limitIn(query: unknown): number {
  const text = told(query, 'limit');
  if (text === undefined) return pageSizes.usual;
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > pageSizes.most) throw refused('limit');
  return Number(text);
}

/** @throws Problem parameter-invalid */
export function queriedNumber(query: unknown): string {
  const number = readApplicationNumber(told(query, 'applicationNumber') ?? '');
  if (number === undefined) throw refused('applicationNumber');
  return number;
}

/** @throws Problem parameter-invalid */
export function leftOutIn(query: unknown): readonly Mark[] {
  const wanted = (told(query, 'leaveOut') ?? '').split(',').filter((text) => text !== '');
  if (wanted.some((text) => !marks.some((mark) => mark === text))) throw refused('leaveOut');
  return marks.filter((mark) => wanted.includes(mark));
}
