import { services } from '@todoke/local-system';
import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

/** Whether all events are published and consumed. */
export async function isSettled(system: System, applications: number): Promise<boolean> {
  const [found] = await rows<{ noted: number; unpublished: number }>(
    system.adminUrl,
    `SELECT (SELECT count(*)::int FROM accounts.issuance_applications WHERE guidance = 'accepted') AS noted,
            ${services.map((one) => `(SELECT count(*)::int FROM ${one}.outbox WHERE published_at IS NULL)`).join(' + ')}
              AS unpublished`,
  );
  if (found?.noted !== applications || found.unpublished !== 0) return false;
  const [issued] = await rows<{ count: number }>(
    system.adminUrl,
    `SELECT count(*)::int FROM registration.status_applications s JOIN approval.reviews a USING (number)
       JOIN reporting.applications p USING (number)
     WHERE s.state = 'issued' AND a.state = 'issued' AND p.state = 'issued'`,
  );
  return issued?.count === applications;
}

/** @returns what was lost or duplicated, in sentences */
export async function whatIsWrong(system: System, applications: number): Promise<string[]> {
  const wrong: string[] = [];
  const expect = async (what: string, sql: string, wanted: number): Promise<void> => {
    const [row] = await rows<{ count: number }>(system.adminUrl, sql);
    if (row?.count !== wanted) wrong.push(`${what}: ${row?.count} instead of ${wanted}`);
  };
  await expect('issued applications at accounts', issued, applications);
  await expect('accounts', accounts, applications);
  for (const code of ['M2', 'M4', 'M5']) {
    await expect(`accepted mails ${code}`, `${mails} WHERE code = '${code}' AND state = 'accepted'`, applications);
  }
  for (const one of services) {
    await expect(`dead letters at ${one}`, `SELECT count(*)::int FROM ${one}.dead_letters`, 0);
  }
  const ids = system.sink.arrivals.map(({ id }) => id);
  const twice = ids.length - new Set(ids).size;
  if (twice > 0) wrong.push(`${twice} mails came twice`);
  return wrong;
}

const issued = `SELECT count(*)::int FROM accounts.issuance_applications WHERE status = 'issued'`;
const mails = 'SELECT count(*)::int FROM notifications.mails';
const accounts = `SELECT count(DISTINCT institution)::int FROM accounts.identity_people
                  WHERE role = 'institution' AND state = 'issued-unset'`;
