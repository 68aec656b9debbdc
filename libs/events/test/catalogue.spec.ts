import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationReturned, catalogue, findEvent, notYetAnnounced, producerOf } from '../src/index.js';

const source = join(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
const versions = files.filter((file) => /\.v\d+\.ts$/.test(file)).map((file) => file.replace(/\.ts$/, ''));
/** Each example's fingerprint from the day on which its version was first announced. */
const fingerprints = JSON.parse(readFileSync(join(import.meta.dirname, 'frozen.json'), 'utf8')) as Record<
  string,
  string
>;
const fingerprintOf = (json: unknown): string =>
  createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 16);
const example = (subject: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(source, `${subject.replace('.', '/')}.example.json`), 'utf8'));

describe('the catalogue of events', () => {
  it('holds every version that has a file, under the subject that its file name says', () => {
    expect(catalogue.map((event) => event.subject).sort()).toEqual(versions.map((v) => v.replace('/', '.')).sort());
  });

  it.each(catalogue.map((event) => [event.subject, event] as const))(
    '%s still reads its frozen example',
    (subject, event) => {
      const frozen = example(subject);
      expect(event.parse(frozen)).toEqual(frozen);
    },
  );

  it('has only examples that are as they were: stored events have that shape, so a change is a new version', () => {
    const announced = catalogue.filter((event) => !notYetAnnounced.some(({ subject }) => subject === event.subject));
    const now = announced.map(({ subject }) => [subject, fingerprintOf(example(subject))] as const);
    expect(Object.fromEntries(now)).toEqual(fingerprints);
  });

  it.each(catalogue.map((event) => [event.subject, event] as const))(
    '%s ignores fields that it does not know',
    (subject, event) => {
      const frozen = example(subject);
      const newer = { ...frozen, later: 1, data: { ...(frozen['data'] as object), later: { deep: true } } };
      expect(event.parse(newer)).toEqual(frozen);
    },
  );

  it.each(catalogue.map((event) => [event.subject, event] as const))(
    '%s refuses an event without its data',
    (subject, event) => {
      expect(() => event.parse({ ...example(subject), data: {} })).toThrow();
    },
  );

  it('finds a contract by subject and knows its producer', () => {
    expect(findEvent('accounts.account-issued.v1')?.aggregateType).toBe('application');
    expect(findEvent('accounts.account-issued.v9')).toBeUndefined();
    expect(producerOf('accounts.account-issued.v1')).toBe('accounts');
  });

  it('takes an application event with its round or without, and never a round that is none', () => {
    const aboutApplications = catalogue.filter(
      ({ subject, aggregateType }) => aggregateType === 'application' && subject !== applicationReturned.subject,
    );
    expect(aboutApplications).toHaveLength(10);
    for (const event of aboutApplications) {
      const frozen = example(event.subject);
      const inRound = (round: unknown) => ({ ...frozen, data: { ...(frozen['data'] as object), round } });
      expect(event.parse(frozen).data).not.toHaveProperty('round');
      expect(event.parse(inRound(2)).data).toHaveProperty('round', 2);
      for (const none of [0, -1, 1.5, '2', null]) expect(() => event.parse(inRound(none))).toThrow();
    }
  });

  it('begins no first round by sending an application back', () => {
    const frozen = example(applicationReturned.subject);
    const inRound = (round: unknown) => ({ ...frozen, data: { ...(frozen['data'] as object), round } });
    expect(applicationReturned.parse(inRound(3)).data.round).toBe(3);
    for (const none of [undefined, 0, 1, 1.5, '2']) expect(() => applicationReturned.parse(inRound(none))).toThrow();
  });

  it('takes the outcome of a mail that it does not know', () => {
    for (const event of catalogue.filter(({ aggregateType }) => aggregateType === 'mail')) {
      const frozen = example(event.subject);
      const unknown = { ...frozen, data: { ...(frozen['data'] as object), mail: 'M99' } };
      expect(event.parse(unknown)).toEqual(unknown);
    }
  });

  it('carries no address in the outcomes of mails', () => {
    const outcomes = catalogue.filter((event) => event.subject.startsWith('notifications.'));
    expect(outcomes.flatMap((event) => Object.keys(event.data.shape)).filter((key) => /address/i.test(key))).toEqual(
      [],
    );
  });
});
