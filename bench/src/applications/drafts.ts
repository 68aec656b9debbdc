import { randomBytes, randomUUID } from 'node:crypto';
import { Applicant, institution, type LetterBox, Troubles } from '@todoke/testing/people';
import pg from 'pg';
import { hiddenFields } from '../system/browser.js';
import { hashedSession, sessionCookie } from '../system/sessions.js';
import type { System } from '../system/system.js';
import { letterBox } from './letter-box.js';

/** A browser that shows ユーザ登録申請内容確認, of an applicant who has only to press 申請する. */
export interface ConfirmedDraft {
  readonly id: string;
  readonly address: string;
  readonly cookie: string;
  /** The form's hidden fields. */
  readonly fields: Readonly<Record<string, string>>;
}

interface Template {
  readonly draft: Record<string, unknown> & { id: string; values: object; items: object };
  readonly session: Record<string, unknown> & { data: object };
  readonly csrf: string;
}

/** One applicant of each prefecture goes through all pages over HTTP; the others are copies. */
const places = 2;
const atOnce = 500;

/**
 * Drafts at their last step. The robot check uses a core for a while for each applicant, so only one a
 * prefecture goes through the pages; its rows (draft, session) are copied under other ids, addresses, names and codes.
 */
export async function confirmedDrafts(system: System, count: number): Promise<ConfirmedDraft[]> {
  const inbox = letterBox(system.sink);
  const client = new pg.Client({ connectionString: system.adminUrl });
  await client.connect();
  try {
    const templates: Template[] = [];
    for (let number = 0; number < places; number++) templates.push(await template(system, client, inbox, number));
    system.sink.keepsWhole(false);
    const drafts: ConfirmedDraft[] = [];
    while (drafts.length < count) {
      const numbers = Array.from(
        { length: Math.min(atOnce, count - drafts.length) },
        (_, at) => drafts.length + at + places,
      );
      drafts.push(...(await insertCopies(system, client, templates, numbers)));
    }
    return drafts;
  } finally {
    await client.end();
  }
}

async function template(system: System, client: pg.Client, inbox: LetterBox, number: number): Promise<Template> {
  const over = new AbortController().signal;
  const around = { registration: system.settings.urls.registration, inbox, troubles: new Troubles(), over };
  const address = `template-${number}@example.com`;
  const page = await new Applicant(address, institution(number), around).goesAsFarAs('confirm');
  const drafts = await client.query<Template['draft']>('SELECT * FROM registration.drafts WHERE address = $1', [
    address,
  ]);
  const [draft] = drafts.rows;
  const sessions = await client.query<Template['session']>(
    `SELECT * FROM registration.web_sessions WHERE data->>'draftId' = $1`,
    [draft?.id],
  );
  const [session] = sessions.rows;
  if (draft === undefined || session === undefined) throw new Error('the applicant left no draft, or no session');
  return { draft, session, csrf: hiddenFields(page.html)['_csrf'] ?? '' };
}

async function insertCopies(
  system: System,
  client: pg.Client,
  templates: readonly Template[],
  numbers: readonly number[],
): Promise<ConfirmedDraft[]> {
  const copies = numbers.map((number) => copy(system, templates[number % places] ?? fail(), number));
  await insert(
    client,
    'drafts',
    copies.map(({ draft }) => draft),
  );
  await insert(
    client,
    'web_sessions',
    copies.map(({ session }) => session),
  );
  return copies.map(({ confirmed }) => confirmed);
}

function copy(system: System, { draft, session, csrf }: Template, number: number) {
  const id = randomUUID();
  const address = `applicant-${number}@example.com`;
  const { institutionName, phone, insuranceCode, departmentPhone } = institution(number);
  const own = { institutionName, phone, insuranceCode, departmentPhone };
  const items = { ...draft.items, ...own };
  const sessionId = randomBytes(24).toString('base64url');
  const { sessionSecret } = system.secrets.services.registration;
  const verified = { verification_id: randomUUID(), code_hash: null };
  return {
    draft: { ...draft, ...verified, id, address, values: { ...draft.values, ...own }, items },
    session: { ...session, id: hashedSession(sessionId), data: { ...session.data, draftId: id } },
    confirmed: {
      id,
      address,
      cookie: sessionCookie('registration', sessionId, sessionSecret),
      // Without the fingerprint of the shown items, since nobody changes them meanwhile.
      fields: { _csrf: csrf },
    },
  };
}

const insert = (client: pg.Client, table: string, rows: readonly object[]) =>
  client.query(
    `INSERT INTO registration.${table} SELECT * FROM jsonb_populate_recordset(NULL::registration.${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );

function fail(): never {
  throw new Error('no template');
}
