import fc from 'fast-check';
import {
  applicationStates,
  comparePositions,
  deskOf,
  followers,
  hasEnded,
  isNewer,
  positionOf,
  returnable,
  stageOf,
  stateWords,
  toldRound,
  type ApplicationState,
  type Position,
} from '../src/index.js';

interface News {
  readonly state: ApplicationState;
  readonly position: Position;
}

const news = (state: ApplicationState, round: number, version: number): News => ({
  state,
  position: positionOf(state, { round, version }),
});

/** The projection of every service: the later position stays. */
const fold = (known: News | undefined, heard: News): News =>
  known === undefined || isNewer(heard.position, known.position) ? heard : known;

/**
 * A legal course of an application: rounds that go back to the prefecture, and one that goes on. Each service counts
 * its own versions, from any start.
 */
const courses: fc.Arbitrary<News[]> = fc
  .tuple(
    fc.nat({ max: 3 }),
    fc.array(fc.nat(), { maxLength: 12 }),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 40, maxLength: 40 }),
  )
  .map(([returns, choices, steps]) => {
    const course: News[] = [];
    const versions = { 1: 0, 2: 0, 3: 0 };
    const add = (state: ApplicationState, round: number): void => {
      versions[stageOf(state)] += steps[course.length] ?? 1;
      course.push(news(state, round, versions[stageOf(state)]));
    };
    for (let round = 1; round <= returns; round += 1) {
      add('waiting', round);
      add('approved', round);
    }
    let state: ApplicationState = 'waiting';
    add(state, returns + 1);
    for (const choice of choices) {
      // A return to the check within a round is not announced.
      const next: ApplicationState[] = followers[state].filter((one) => one !== 'approved' || state === 'waiting');
      if (next.length === 0) break;
      state = next[choice % next.length]!;
      add(state, returns + 1);
    }
    return course;
  });

describe('the order of what is heard of an application', () => {
  const position = fc.record({
    round: fc.integer({ min: 1, max: 4 }),
    stage: fc.constantFrom(1 as const, 2 as const, 3 as const),
    version: fc.integer({ min: 1, max: 4 }),
  });

  it('is total: of two positions one is the later, or they are the same, and later than later is later', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(Math.sign(comparePositions(a, b))).toBe(-Math.sign(comparePositions(b, a)) + 0);
        expect(comparePositions(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        if (comparePositions(a, b) >= 0 && comparePositions(b, c) >= 0) {
          expect(comparePositions(a, c)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('goes by round first, then stage, then version', () => {
    const [returned, issued, approved] = [news('waiting', 2, 1), news('issued', 1, 9), news('approved', 1, 30)];
    expect(isNewer(returned.position, issued.position)).toBe(true);
    expect(isNewer(issued.position, approved.position)).toBe(true);
    expect(isNewer(news('voided', 1, 10).position, issued.position)).toBe(true);
    expect(isNewer(issued.position, issued.position)).toBe(false);
  });

  it('leads to the same end in whatever order and however often the news of a legal course come', () => {
    const deliveries = courses.chain((course) =>
      fc.tuple(
        fc.constant(course),
        fc.shuffledSubarray([...course, ...course], { minLength: 2 * course.length, maxLength: 2 * course.length }),
      ),
    );
    const ends = new Set<ApplicationState>();
    fc.assert(
      fc.property(deliveries, ([course, heard]) => {
        const end = course.at(-1);
        expect(heard.reduce<News | undefined>(fold, undefined)).toEqual(end);
        ends.add(end!.state);
      }),
      { numRuns: 3000 },
    );
    // The property must not hold only because few courses were tried.
    expect([...ends].sort()).toEqual([...applicationStates].sort());
  });

  it('takes an event that says nothing of rounds for one of the first', () => {
    expect(positionOf('approved', { version: 2 })).toEqual({ round: 1, stage: 2, version: 2 });
    for (const round of [1, 2, 7]) {
      expect(positionOf('approved', { ...toldRound(round), version: 2 }).round).toBe(round);
    }
    expect(toldRound(1)).toEqual({});
  });
});

describe('the states of an application (R159)', () => {
  it('have one word each, and no two the same', () => {
    expect(new Set(applicationStates.map((state) => stateWords[state])).size).toBe(applicationStates.length);
  });

  it('all come from 申請済, and each way leads to an end', () => {
    const reached = new Set<ApplicationState>(['waiting']);
    for (const state of reached) for (const next of followers[state]) reached.add(next);
    expect([...reached].sort()).toEqual([...applicationStates].sort());
    for (const state of applicationStates) expect(hasEnded(state) || followers[state].length > 0).toBe(true);
  });

  it('wait for the prefecture or the secretariat, or have ended (R48)', () => {
    const waiting = applicationStates.filter((state) => !hasEnded(state));
    expect(waiting.map((state) => `${state}: ${deskOf(state)}`)).toEqual([
      'waiting: prefecture',
      'approved: secretariat',
      'pre-notice-sent: secretariat',
      'guidance-waiting: secretariat',
    ]);
  });

  it('go on after an end only where ② bounces (R58)', () => {
    expect(applicationStates.filter((state) => hasEnded(state) && followers[state].length > 0)).toEqual(['issued']);
    expect(followers.issued).toEqual(['voided']);
  });

  it('never go back to an earlier stage, but into the next round', () => {
    for (const state of applicationStates) {
      const back = followers[state].filter((next) => stageOf(next) < stageOf(state));
      // A second check by the secretariat is not announced.
      expect(back).toEqual(state === 'guidance-waiting' ? ['approved'] : []);
    }
    for (const state of returnable) expect(deskOf(state)).toBe('secretariat');
  });
});
