import { clientOf, type KnownClient } from './client.js';

const known: KnownClient = {
  clientId: 'api-46',
  prefecture: '46',
  scopes: ['applications:read', 'applications:decide', 'unknown'],
  active: true,
  sandbox: false,
};
const claims = { clientId: 'api-46', prefecture: '46', scopes: ['applications:read', 'mails:read', 'unknown'] };

describe('the client of a token (R158)', () => {
  it('may do what both its token and accounts allow', () => {
    expect(clientOf(claims, known)).toEqual({
      clientId: 'api-46',
      prefecture: '46',
      scopes: ['applications:read'],
      sandbox: false,
    });
  });

  it('is nobody where accounts told of none, has revoked it, or knows it of another prefecture', () => {
    expect(clientOf(claims, undefined)).toBeUndefined();
    expect(clientOf(claims, { ...known, active: false })).toBeUndefined();
    expect(clientOf(claims, { ...known, prefecture: '36' })).toBeUndefined();
    expect(clientOf({ ...claims, prefecture: undefined }, known)).toBeUndefined();
  });
});
