/** Who can be signed in, with the claims of the ID token. */
export const roles = ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat', 'ops'] as const;
export type Role = (typeof roles)[number];

export interface SignedIn {
  /** Subject: a stable id of the person. */
  readonly sub: string;
  readonly role: Role;
  /** What colleagues call the person or the office whose account it is. Only the header shows it. */
  readonly name?: string;
  /** Two digits (JIS X 0401). */
  readonly prefecture?: string;
  /** Municipality codes (団体コード, six digits). */
  readonly area?: readonly string[];
  readonly institution?: string;
  /** Session at the OpenID Provider, for back-channel logout. */
  readonly sid?: string;
}
