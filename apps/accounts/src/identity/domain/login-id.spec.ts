import fc from 'fast-check';
import { drawLoginId, loginIdPattern } from './login-id.js';

const seeded = (numbers: readonly number[]) => {
  let next = 0;
  return (below: number) => (numbers[next++ % numbers.length] ?? 0) % below;
};

describe('login IDs', () => {
  it('have eight characters: a letter first, at least one digit, none that is taken for another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (numbers) => {
        const loginId = drawLoginId(seeded(numbers));
        expect(loginId).toMatch(loginIdPattern);
        expect(loginId).not.toMatch(/[01oil]/);
      }),
    );
  });

  it('do not follow one another', () => {
    const drawn = Array.from({ length: 2000 }, () => drawLoginId((below) => Math.floor(Math.random() * below)));
    expect(new Set(drawn).size).toBe(2000);
    const firsts = new Set(drawn.map((loginId) => loginId.slice(0, 3)));
    expect(firsts.size).toBeGreaterThan(1000);
  });
});
