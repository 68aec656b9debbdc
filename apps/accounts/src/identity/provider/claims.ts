import type { AccountClaims } from 'oidc-provider';
import type { Person } from '../domain/person.js';

/** The claims about a person for services. No name, no address. */
export const claimsOf = ({ id, role, prefecture, area, institution }: Person): AccountClaims => ({
  sub: id,
  role,
  ...(prefecture !== undefined && { prefecture }),
  ...(area.length > 0 && { area: [...area] }),
  ...(institution !== undefined && { institution }),
});
