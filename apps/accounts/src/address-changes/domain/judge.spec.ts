import { judge, type Known, type Request } from './judge.js';

const request: Request = {
  prefecture: '46',
  oldAddress: 'old@example.jp',
  newAddress: 'new@example.jp',
  shared: false,
};
const institution = { id: 'i', name: 'サンプル薬局', prefecture: '46' };
const account = { person: 'p', loginId: 'abcdefg2', addresses: ['old@example.jp'], state: 'active' };
const known: Known = { institution, account, newAddressUsed: false };

describe('another mail address for an account', () => {
  it('takes the place of the one that was said, and of no other (R164)', () => {
    const addresses = ['copy@example.jp', 'old@example.jp'];
    expect(judge(request, { ...known, account: { ...account, addresses } })).toMatchObject({
      kind: 'change',
      addresses: ['new@example.jp', 'copy@example.jp'],
    });
  });

  it('is given to whoever writes the present one with other capitals (R59)', () => {
    expect(judge({ ...request, oldAddress: 'Old@Example.jp' }, known)).toMatchObject({ kind: 'change' });
  });

  it('stands once, where the account has it already (R59)', () => {
    const addresses = ['old@example.jp', 'NEW@example.jp'];
    expect(judge(request, { ...known, account: { ...account, addresses } })).toMatchObject({
      kind: 'change',
      addresses: ['new@example.jp'],
    });
  });

  it.each([
    ['no-institution', {}, { institution: undefined }],
    ['no-institution', { prefecture: '36' }, {}],
    ['no-account', {}, { account: undefined }],
    ['account-suspended', {}, { account: { ...account, state: 'suspended' } }],
    ['old-address-differs', { oldAddress: 'other@example.jp' }, {}],
    ['same-address', { newAddress: 'OLD@example.jp' }, {}],
    ['new-address-used', {}, { newAddressUsed: true }],
  ] as const)('is refused: %s (R164)', (why, asked, changed) => {
    expect(judge({ ...request, ...asked }, { ...known, ...changed })).toEqual({ kind: 'refuse', why });
  });

  it('may be that of another account, where the official confirmed that they share it (R59)', () => {
    expect(judge({ ...request, shared: true }, { ...known, newAddressUsed: true })).toMatchObject({ kind: 'change' });
  });
});
