import { randomBytes } from 'node:crypto';
import { rows } from '@todoke/testing';
import { type Browser, hiddenFields } from '../system/browser.js';
import { hashedSession, sessionCookie } from '../system/sessions.js';
import type { System } from '../system/system.js';

/** A hospital that has 日次調査 open in a browser. */
export interface OpenForm {
  readonly path: string;
  readonly cookie: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a hospital counts anew each day, and beds that fit together; all else stays as it was yesterday. */
const counted = {
  ...{ visitors: '12', tests: '8', new_admissions: '1', in_hospital: '12', severe: '1', icu: '1', ventilator: '0' },
  ...{ ecmo: '0', secured_beds: '30', secured_severe: '2', ready_beds: '20', ready_severe: '2' },
  ...{ empty_beds: '8', empty_severe: '1', empty_children: '0', empty_maternity: '0', empty_dialysis: '0' },
};

/** Sessions of those who sign in for hospitals, made in the database: a thousand people need not sign in one by one. */
export async function hospitalSessions(system: System, institutions: readonly string[]): Promise<string[]> {
  const { sessionSecret } = system.secrets.services.reporting;
  const ids = institutions.map(() => randomBytes(24).toString('base64url'));
  const sessions = institutions.map((institution, at) => ({
    id: hashedSession(ids[at] ?? ''),
    data: { person: { sub: `p-${institution}`, role: 'institution', prefecture: '46', institution } },
  }));
  await rows(
    system.adminUrl,
    `INSERT INTO reporting.web_sessions (id, data, expires_at)
     SELECT id, data, now() + interval '1 hour' FROM jsonb_to_recordset($1::jsonb) AS told (id text, data jsonb)`,
    [JSON.stringify(sessions)],
  );
  return ids.map((id) => sessionCookie('reporting', id, sessionSecret));
}

/** Opens the form of today as a browser does, with what it begins with, and fills in what is counted anew. */
export async function openForm(browser: Browser, path: string, cookie: string): Promise<OpenForm> {
  const { status, html } = await browser.get(path, cookie);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  const shown = JSON.parse(unescaped(hiddenFields(html)['_seen'] ?? '{}')) as Record<string, string>;
  const fields = { ...shown, ...counted, _csrf: hiddenFields(html)['_csrf'] ?? '', _action: 'answer' };
  return { path, cookie, fields: { ...fields, _seen: JSON.stringify(shown) } };
}

const unescaped = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');

/** 回答する. @returns what went wrong */
export async function answers(browser: Browser, { path, cookie, fields }: OpenForm): Promise<string | undefined> {
  const { status, location } = await browser.post(path, cookie, fields);
  return status === 303 && location !== undefined && !location.endsWith('/edit')
    ? undefined
    : `回答する was answered ${status}`;
}
