import { applicationApproved, applicationSubmitted } from '@todoke/events';
import { correlation, Problem } from '@todoke/service';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { announce, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

let nats: FreshNats;
let approval: ServiceUnderTest;
const heard: string[] = [];
const poison = 'APF-66666666';

beforeAll(async () => {
  nats = await freshNats();
  approval = await serviceUnderTest('approval', nats.url, [
    on.each(applicationSubmitted, async ({ data }) => {
      if (data.number === poison) throw new Problem('not-for-us', 'conflict', 'nie');
      heard.push(data.number);
    }),
  ]);
  await approval.start();
});
afterAll(async () => {
  await approval.remove();
  await nats.close();
});

const approve = (number: string): Promise<void> =>
  approval.transactions((transaction) => {
    const data = { ...exampleEvent(applicationApproved).data, number };
    return announce(transaction, applicationApproved, { id: number, version: 2, occurredAt: new Date(), data });
  });

const announced = async (
  number: string,
): Promise<{ correlationId: string; causationId: string | null } | undefined> => {
  const [row] = await rows<{ correlationId: string; causationId: string | null }>(
    approval.database.adminUrl,
    `SELECT envelope->>'correlationId' AS "correlationId", envelope->>'causationId' AS "causationId"
     FROM approval.outbox WHERE envelope->'aggregate'->>'id' = $1`,
    [number],
  );
  return row;
};

describe('what is announced about an application', () => {
  const official = { correlationId: '7b1e8b54-3d86-4f04-9c2f-6c2d6f1f0a11' };

  it('belongs to the correlation that has its root in its submission, and names the click that caused it', async () => {
    const event = exampleEvent(applicationSubmitted, { data: { number: 'APF-00000001' } });
    await nats.publishAs(event);
    await eventually(() => expect(heard).toContain('APF-00000001'));
    await correlation.run(official, () => approve('APF-00000001'));
    const causationId = official.correlationId;
    expect(await announced('APF-00000001')).toEqual({ correlationId: event.correlationId, causationId });
  });

  it('that nobody announced before is the root of its own correlation', async () => {
    await correlation.run(official, () => approve('APF-00000002'));
    expect(await announced('APF-00000002')).toEqual({ ...official, causationId: null });
  });

  it('by no click at all has no cause', async () => {
    const event = exampleEvent(applicationSubmitted, { data: { number: 'APF-00000003' } });
    await nats.publishAs(event);
    await eventually(() => expect(heard).toContain('APF-00000003'));
    await approve('APF-00000003');
    expect(await announced('APF-00000003')).toEqual({ correlationId: event.correlationId, causationId: null });
  });
});

describe('the figures of events', () => {
  it('tell what was dead-lettered, by subject', async () => {
    await nats.publishAs(exampleEvent(applicationSubmitted, { data: { number: poison } }));
    await eventually(async () => {
      const figures = await approval.metrics();
      expect(figures).toContain(`dead_letters{subject="${applicationSubmitted.subject}",module="approval"} 1`);
      expect(figures).toContain(
        `events_consumed_total{subject="${applicationSubmitted.subject}",module="approval",outcome="dead"} 1`,
      );
      expect(figures).toContain('events_pending{stream="REGISTRATION"} 0');
    });
  });

  it('tell how much waits in the outbox, and how long, without NATS; and nothing of its consumers', async () => {
    const unconnected = await serviceUnderTest('accounts', 'nats://127.0.0.1:1', []);
    await unconnected.start();
    const data = exampleEvent(applicationApproved).data;
    await unconnected.transactions((transaction) =>
      announce(transaction, applicationApproved, { id: data.number, version: 2, occurredAt: new Date(), data }),
    );
    const before = await unconnected.metrics();
    expect(before).toContain(`outbox_events{subject="${applicationApproved.subject}"} 1`);
    expect(before).not.toContain('events_pending{');
    await eventually(async () => {
      const [, age] = /^outbox_oldest_age_seconds\{[^}]*\} (\S+)$/m.exec(await unconnected.metrics()) ?? [];
      expect(Number(age)).toBeGreaterThan(0.2);
    });
    await unconnected.remove();
  });

  it('make no label of a subject that nobody knows', async () => {
    const insert = `INSERT INTO approval.dead_letters (event_id, subject, payload, error_code, deliveries)
      SELECT 'e' || n, 'registration.invented-' || n || '.v1', '', 'x', 1 FROM generate_series(1, 50) AS n`;
    await rows(approval.database.adminUrl, insert);
    const figures = await approval.metrics();
    expect(figures).toContain('dead_letters{subject="unknown",module=""} 50');
    expect(figures).not.toContain('invented');
  });
});
