import { randomUUID } from 'node:crypto';
import type { Envelope } from '@todoke/events';
import { seal } from '@todoke/messaging';
import type { FreshNats } from '@todoke/testing';
import type { MailCode } from '@todoke/lifecycle';
import { mails } from '../src/mails/index.js';
import { exampleOf } from '../src/mails/render.js';
import { sealingKeys } from './settings.js';

/** What a test wants to be special about an event. */
export interface Wanted {
  readonly data?: object;
  /** What is sealed for the mail; the example's own value, when left out. */
  readonly secret?: string;
}

let made = 0;

/** A new event for a mail of this kind: its example with a number, an id and a sealed value of its own. */
export async function eventFor(code: MailCode, { data = {}, secret }: Wanted = {}): Promise<Envelope> {
  const mail = mails.find((each) => each.code === code);
  if (mail === undefined) throw new Error(`no mail ${code}`);
  const { event, opened } = exampleOf(mail);
  made += 1;
  const reference = `APF-${String(made).padStart(8, '0')}`;
  const own: Record<string, unknown> = 'number' in event.data ? { number: reference } : {};
  const sealed = opened === undefined ? undefined : await seal(sealingKeys.publicKeys, secret ?? opened);
  if (sealed !== undefined) own['sealedCode' in event.data ? 'sealedCode' : 'sealedToken'] = sealed;
  for (const limit of ['expiresAt', 'deadline'])
    if (limit in event.data) own[limit] = new Date(Date.now() + 60 * 60 * 1_000).toISOString();
  return {
    ...event,
    id: randomUUID(),
    occurredAt: new Date().toISOString(),
    correlationId: randomUUID(),
    aggregate: { ...event.aggregate, id: 'number' in event.data ? reference : randomUUID() },
    data: { ...event.data, ...own, ...data },
  };
}

/** Delivers an event as often as it is said: past JetStream's own recognition of doubles. */
export async function deliver(nats: FreshNats, event: Envelope, times = 1): Promise<void> {
  await nats.publishAs(event);
  for (let again = 1; again < times; again++) nats.connection.publish(event.subject, JSON.stringify(event));
  await nats.connection.flush();
}
