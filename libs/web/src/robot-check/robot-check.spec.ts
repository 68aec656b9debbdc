import { createChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { hardestCheck, RobotCheck } from './robot-check.js';

const keys = { challenge: Buffer.alloc(32, 1), solution: Buffer.alloc(32, 2) };
const check = new RobotCheck(keys);
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

async function solvedPayload(level?: unknown) {
  const challenge = await check.challenge(level);
  const solution = await solveChallenge({ challenge, deriveKey });
  if (solution === null) throw new Error('not solved');
  return { challenge, solution };
}

describe('The robot check (R10)', () => {
  it('is passed by its own solution, and names the challenge so that it counts once', async () => {
    const payload = await solvedPayload();
    const solved = await check.solved(encoded(payload));
    expect(solved?.signature).toBe(payload.challenge.signature);
    expect(solved?.expiresAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('is not passed by a guess, another challenge, a stretched time or somebody else’s challenge', async () => {
    const { challenge, solution } = await solvedPayload();
    const other = await check.challenge();
    const stranger = new RobotCheck({ challenge: Buffer.alloc(32, 3), solution: Buffer.alloc(32, 4) });
    const later = { ...challenge.parameters, expiresAt: (challenge.parameters.expiresAt ?? 0) + 1 };
    expect(
      await check.solved(encoded({ challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } })),
    ).toBeUndefined();
    expect(await check.solved(encoded({ challenge: other, solution }))).toBeUndefined();
    expect(await check.solved(encoded({ challenge: { ...challenge, parameters: later }, solution }))).toBeUndefined();
    expect(await stranger.solved(encoded({ challenge, solution }))).toBeUndefined();
  });

  it('tells how hard it was, which nobody can change, and is of the lowest level where none is asked for', async () => {
    const { challenge, solution } = await solvedPayload('1');
    expect((await check.solved(encoded({ challenge, solution })))?.level).toBe(1);
    const praised = { ...challenge.parameters, data: { level: 5 } };
    expect(await check.solved(encoded({ challenge: { ...challenge, parameters: praised }, solution }))).toBeUndefined();
    for (const wanted of [undefined, '', 'x', '-1', '1.5', String(hardestCheck + 1), ['2'], {}]) {
      expect((await check.challenge(wanted)).parameters.data).toEqual({ level: Array.isArray(wanted) ? 2 : 0 });
    }
  });

  it('is not passed once its twenty minutes are over', async () => {
    const madeAt = async (expiresAt: Date) => {
      const challenge = await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: 1_000,
        counter: 10,
        deriveKey,
        expiresAt,
        hmacSignatureSecret: keys.challenge.toString('hex'),
        hmacKeySignatureSecret: keys.solution.toString('hex'),
      });
      return encoded({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
    };
    expect(await check.solved(await madeAt(new Date(Date.now() + 60_000)))).toHaveProperty('signature');
    expect(await check.solved(await madeAt(new Date(Date.now() - 2_000)))).toBeUndefined();
  });

  it.each([
    '',
    'x',
    '%%%',
    encoded(null),
    encoded([]),
    encoded({ challenge: {}, solution: {} }),
    encoded({
      challenge: { parameters: { algorithm: 'PBKDF2/SHA-256', cost: 1e9 }, signature: 'zz' },
      solution: { counter: -1 },
    }),
    encoded('__proto__'),
  ])('takes %j for no solution and does not fall over', async (posted) => {
    expect(await check.solved(posted)).toBeUndefined();
  });
});
