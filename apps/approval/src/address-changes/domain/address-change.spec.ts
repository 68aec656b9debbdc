import { type AddressChange, carriesOut, request, settle, withdraw } from './address-change.js';

const at = (hour: number): Date => new Date(`2026-11-20T${hour}:00:00+09:00`);
const received: AddressChange = {
  id: 'c',
  version: 1,
  institution: 'i',
  prefecture: '46',
  institutionName: 'サンプル薬局',
  oldAddress: 'old@example.jp',
  newAddress: 'new@example.jp',
  shared: false,
  received: { by: 'official-46', at: at(10) },
  state: { name: 'received' },
};
const requested = request(received, 'official-46', at(11))!;

describe('a request for another mail address (R82, R164)', () => {
  it('is received, carried out, and done', () => {
    expect(requested).toMatchObject({ version: 2, state: { name: 'requested', request: { by: 'official-46' } } });
    expect(settle(requested, at(12))).toMatchObject({ version: 3, state: { name: 'done', at: at(12) } });
  });

  it('ends with the reason of accounts where it is refused', () => {
    expect(settle(requested, at(12), 'no-account').state).toMatchObject({ name: 'refused', why: 'no-account' });
  });

  it('may be withdrawn until it is carried out', () => {
    expect(withdraw(received, at(11))?.state).toEqual({ name: 'withdrawn', at: at(11) });
    expect(withdraw(requested, at(12))).toBeUndefined();
  });

  it('is not changed by what comes twice', () => {
    expect(request(requested, 'colleague-46', at(12))).toBe(requested);
    const done = settle(requested, at(12));
    expect(settle(done, at(13), 'no-account')).toBe(done);
    expect(request(done, 'official-46', at(13))).toBe(done);
    const withdrawn = withdraw(received, at(11))!;
    expect(withdraw(withdrawn, at(12))).toBe(withdrawn);
  });

  it('is not carried out after its end', () => {
    expect(request(withdraw(received, at(11))!, 'official-46', at(12))).toBeUndefined();
    expect(request(settle(requested, at(12), 'no-account'), 'official-46', at(13))).toBeUndefined();
    expect(settle(received, at(12))).toBe(received);
  });

  it('is carried out by its own prefecture alone (R158)', () => {
    const official = { sub: 'o', role: 'prefecture', prefecture: '46', area: [] } as const;
    expect(carriesOut(official, received)).toBe(true);
    expect(carriesOut({ ...official, prefecture: '36' }, received)).toBe(false);
    expect(carriesOut({ ...official, role: 'health-centre' }, received)).toBe(false);
    expect(carriesOut({ ...official, role: 'secretariat', prefecture: undefined }, received)).toBe(false);
  });
});
