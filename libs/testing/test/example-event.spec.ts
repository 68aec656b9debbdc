import { accountIssued, applicationSubmitted, catalogue, institutionChanged, mailAccepted } from '@todoke/events';
import { again, exampleEvent } from '@todoke/testing';

describe('an example event', () => {
  it.each(catalogue.map((contract) => [contract.subject, contract] as const))(
    'is there for %s, each under a new id',
    (subject, contract) => {
      const [one, other] = [exampleEvent(contract), exampleEvent(contract)];
      expect([one.subject, other.subject]).toEqual([subject, subject]);
      expect(one.id).not.toBe(other.id);
      expect(again(one)).toEqual({ ...one, id: expect.not.stringMatching(one.id) as unknown });
    },
  );

  it('says what the test wants said, and is about the aggregate that its data names', () => {
    const occurredAt = new Date('2026-11-20T01:00:00Z');
    const event = exampleEvent(applicationSubmitted, { data: { number: 'APF-00000007' }, version: 9, occurredAt });
    expect(event.data).toMatchObject({ number: 'APF-00000007', prefecture: '46' });
    expect(event.aggregate).toEqual({ type: 'application', id: 'APF-00000007', version: 9 });
    expect(event.occurredAt).toBe(occurredAt.toISOString());
    expect(exampleEvent(mailAccepted, { id: 'a-mail', data: { mail: 'M4' } }).aggregate.id).toBe('a-mail');
  });

  it('leaves out what is undefined, and is refused where it would be no such event', () => {
    expect(Object.keys(exampleEvent(institutionChanged, { data: { phone: undefined } }).data)).not.toContain('phone');
    expect(() => exampleEvent(accountIssued, { data: { loginId: undefined } as never })).toThrow('loginId');
  });
});
