import { randomUUID } from 'node:crypto';
import { accountIssued, applicationSubmitted, type Envelope, preNoticeWanted } from '@todoke/events';
import { publicKeys } from '@todoke/local-system';
import { seal } from '@todoke/messaging';
import { exampleEvent } from '@todoke/testing';
import type { System } from '../system/system.js';

let made = 0;

/** Events that ask for the three mails of an application in turn: M2, M4 and M5, whose token is sealed. */
export async function mailEvents(system: System, count: number): Promise<Envelope[]> {
  const keys = publicKeys(system.secrets.sealingKeys) as Parameters<typeof seal>[0];
  const events: Envelope[] = [];
  while (events.length < count) {
    made += 1;
    const number = `APF-${String(made).padStart(8, '0')}`;
    const data = { number, address: `applicant-${made}@example.com` };
    const sealedToken = await seal(keys, randomUUID().replaceAll('-', ''));
    events.push(
      exampleEvent(applicationSubmitted, { data }),
      exampleEvent(preNoticeWanted, { data }),
      exampleEvent(accountIssued, { data: { ...data, sealedToken } }),
    );
  }
  return events.slice(0, count);
}
