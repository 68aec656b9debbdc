import fc from 'fast-check';
import { followers, returnable, stageOf } from '@todoke/lifecycle';
import {
  agesOf,
  assertTransition,
  IllegalTransition,
  isEnded,
  lifecycleState,
  statusWord,
  transitions,
  type Progress,
  type Status,
} from './application.js';
import {
  completeCheck,
  guidanceUndeliverable,
  issueDue,
  preNoticeAccepted,
  preNoticeUndeliverable,
  returnToPrefecture,
  type Found,
  type Holder,
} from './decisions.js';

const start = new Date('2026-11-20T10:00:00+09:00');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const due = (accepted: Date) => new Date(accepted.getTime() + 24 * 3_600_000);
const statuses = Object.keys(transitions) as Status[];

const holder = fc.record({ institution: fc.constant('i'), hasAccount: fc.boolean(), hasPermission: fc.boolean() });
const found: fc.Arbitrary<Found> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.constant({ kind: 'by-hand' } as const),
  holder.map((one) => ({ kind: 'same', holder: one }) as const),
);

type Command = (progress: Progress, now: Date) => Progress;
const progressOf = (outcome: { kind: string; progress?: Progress }, before: Progress, now: Date): Progress => {
  if (outcome.kind === 'issue') {
    return { status: 'issued', institution: 'i', institutionCreated: true, person: 'p', issuedAt: now };
  }
  return outcome.progress ?? before;
};

const check =
  (one: Holder | undefined): Command =>
  (progress, now) => {
    const decision = one
      ? ({ kind: 'existing', institution: one.institution } as const)
      : ({ kind: 'new', notThese: [] } as const);
    return progressOf(completeCheck(progress, { decision, by: 'official', at: now }, one, due), progress, now);
  };
const commands: fc.Arbitrary<Command> = fc.oneof(
  fc.option(holder, { nil: undefined }).map(check),
  fc.constant<Command>((progress, now) => progressOf(preNoticeAccepted(progress, now, due), progress, now)),
  fc.constant<Command>((progress, now) => progressOf(preNoticeUndeliverable(progress), progress, now)),
  found.map(
    (one): Command =>
      (progress, now) =>
        progressOf(issueDue(progress, one, now), progress, now),
  ),
  fc.constant<Command>((progress) => guidanceUndeliverable(progress) ?? progress),
  fc.constant<Command>((progress, now) => progressOf(returnToPrefecture(progress, '理由'), progress, now)),
  fc.constant<Command>((progress) => (progress.status === 'returned' ? { status: 'to-check' } : progress)),
);

describe('an application on its way to an account (R159)', () => {
  it('never takes a step that the table does not have, whatever comes in whatever order', () => {
    const reached = new Set<Status>();
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.integer({ min: 0, max: 60 })), { maxLength: 30 }), (history) => {
        let progress: Progress = { status: 'to-check' };
        let passed = 0;
        for (const [command, wait] of history) {
          passed += wait;
          const next = command(progress, hours(passed));
          if (next.status !== progress.status) assertTransition(progress.status, next.status);
          progress = next;
          reached.add(progress.status);
        }
      }),
      { numRuns: 2000 },
    );
    // The property must not hold merely because little was tried.
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  it('leaves no final status again', () => {
    expect(statuses.filter(isEnded)).toEqual([
      'permission-granted',
      'nothing-to-do',
      'pre-notice-undeliverable',
      'voided',
    ]);
  });

  it('takes only steps of the lifecycle that all services share', () => {
    for (const from of statuses) {
      // 差戻し begins the next round.
      for (const to of transitions[from]) {
        if (to === 'returned') expect(returnable).toContain(lifecycleState(from));
        else expect(followers[lifecycleState(from)]).toContain(lifecycleState(to));
      }
      expect(isEnded(from)).toBe(followers[lifecycleState(from)].length === 0);
      expect(stageOf(lifecycleState(from))).toBe(from === 'returned' ? 1 : from === 'to-check' ? 2 : 3);
    }
    expect(new Set(statuses.map(statusWord)).size).toBe(statuses.length);
  });

  it('a step outside the table is refused', () => {
    expect(() => assertTransition('nothing-to-do', 'issued')).toThrow(IllegalTransition);
    expect(() => assertTransition('to-check', 'issued')).toThrow(IllegalTransition);
  });

  it('goes back to its prefecture only before its check has begun, and once (R46)', () => {
    expect(returnToPrefecture({ status: 'to-check' }, '理由')).toEqual({
      kind: 'return',
      reason: '理由',
      progress: { status: 'returned', reason: '理由' },
    });
    expect(returnToPrefecture({ status: 'to-check' })).toEqual({ kind: 'return', progress: { status: 'returned' } });
    const check = { decision: { kind: 'new', notThese: [] }, by: 'official', at: start } as const;
    const begun: Progress[] = [
      { status: 'returned' },
      { status: 'to-check', preNoticeAcceptedAt: start },
      { status: 'pre-notice-sent', check },
      { status: 'nothing-to-do', institution: 'i' },
    ];
    for (const progress of begun) expect(returnToPrefecture(progress, '理由')).toEqual({ kind: 'unchanged' });
  });

  it('is not issued a moment before it is due (R68)', () => {
    const waiting: Progress = {
      status: 'guidance-waiting',
      check: { decision: { kind: 'new', notThese: [] }, by: 'official', at: start },
      preNoticeAcceptedAt: start,
      dueAt: hours(24),
    };
    expect(issueDue(waiting, { kind: 'none' }, new Date(hours(24).getTime() - 1))).toEqual({ kind: 'unchanged' });
    expect(issueDue(waiting, { kind: 'none' }, hours(24))).toEqual({ kind: 'issue' });
  });

  it('a late bounce of mail 1 ends it while it waits, and no longer once it is issued (R68)', () => {
    const issued: Progress = {
      status: 'issued',
      institution: 'i',
      institutionCreated: true,
      person: 'p',
      issuedAt: start,
    };
    expect(preNoticeUndeliverable(issued)).toEqual({ kind: 'unchanged' });
    expect(preNoticeUndeliverable({ status: 'to-check', preNoticeAcceptedAt: start })).toMatchObject({ kind: 'close' });
  });

  it('is late from the fifteenth day (R66)', () => {
    const dated = { submittedAt: start, approvedAt: hours(24), changedAt: hours(48) };
    const daysAt = (status: Status, at: Date) => {
      const { total, stage } = agesOf({ ...dated, status }, at);
      return [total, stage].map((age) => age && `${age.days}${age.late ? ' late' : ''}`);
    };
    expect(daysAt('to-check', hours(24 * 14))).toEqual(['14', '13']);
    expect(daysAt('to-check', new Date('2026-12-05T00:00:00+09:00'))).toEqual(['15 late', '14']);
    expect(daysAt('guidance-waiting', new Date('2026-12-06T00:00:00+09:00'))).toEqual(['16 late', '15 late']);
    expect(daysAt('issued', hours(24 * 400))).toEqual(['2', undefined]);
  });
});
