export interface SignInOptions {
  /** The issuer's public address, as browsers see it, e.g. `http://localhost:3003/oidc`. */
  issuer: string;
  /** The same issuer as this process reaches it. Default: `issuer`. */
  backchannelUrl?: string;
  /** The client id: the service's name. */
  clientId: string;
  clientSecret: string;
  /**
   * This service's public address. Registered at the issuer are `<publicUrl>/sign-in/callback` as redirect URI and
   * `<publicUrl>/sign-out` as post-logout redirect URI; `/backchannel-logout` of an address that the issuer
   * reaches as back-channel logout URI.
   */
  publicUrl: string;
  /** Where a sign-in leads that began at no page. Default `/`. */
  home?: string;
}

/** Nest token of the options. */
export const SIGN_IN_OPTIONS = Symbol('sign-in-options');
