import { allowance } from './budget.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe('the requests of a client within a minute', () => {
  it('are told with each answer: how many are left, and until when', () => {
    expect(allowance({ used: 3, endsAt: inSeconds(12.2) }, 600, now)).toEqual({
      policy: '"requests";q=600;w=60',
      limit: '"requests";r=597;t=13',
      seconds: 13,
      exceeded: false,
    });
  });

  it('are exceeded by the next one only', () => {
    expect(allowance({ used: 600, endsAt: inSeconds(5) }, 600, now)).toMatchObject({ exceeded: false });
    expect(allowance({ used: 601, endsAt: inSeconds(0) }, 600, now)).toMatchObject({
      limit: '"requests";r=0;t=1',
      exceeded: true,
    });
  });
});
