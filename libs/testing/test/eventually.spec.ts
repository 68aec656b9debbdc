import { eventually } from '@todoke/testing';

/** Milliseconds, for what never comes. */
const short = 30;

describe('eventually', () => {
  it('gives what is there', async () => {
    expect(await eventually(() => 'mail')).toBe('mail');
    expect(await eventually(async () => 0)).toBe(0);
  });

  it('asks again while there is nothing, and while expectations fail', async () => {
    let asked = 0;
    expect(await eventually(() => (++asked < 3 ? undefined : asked))).toBe(3);
    expect(await eventually(() => ++asked > 5)).toBe(true);
    await eventually(() => expect(++asked).toBeGreaterThan(8));
    expect(asked).toBe(9);
  });

  it('does not take for an answer that nothing was said', async () => {
    await expect(eventually(() => undefined, { timeout: short })).rejects.toThrow('gave undefined');
  });

  it('says what did not come and why', async () => {
    const never = eventually(
      () => {
        throw new Error('no mail yet');
      },
      { timeout: short, what: 'the completion mail' },
    );
    await expect(never).rejects.toThrow('the completion mail did not come within 30 ms; the last try: no mail yet');
  });
});
