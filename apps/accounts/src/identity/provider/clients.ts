import { type ServiceName, services } from '@todoke/service';
import type { ClientMetadata } from 'oidc-provider';
import type { Config } from '../../config.js';

type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'ES384' | 'EdDSA';

/** The algorithm of the first signing key (RFC 7518). */
export function signingAlgorithm({ keys: [first] }: Config['OIDC_SIGNING_KEYS']): Algorithm {
  if (first.kty === 'OKP') return 'EdDSA';
  if (first.kty === 'EC') return first.crv === 'P-384' ? 'ES384' : 'ES256';
  return first.alg === 'PS256' ? 'PS256' : 'RS256';
}

/** What each of them may know of a person: the claims of `openid`, and with `profile` the name. */
export const claimScopes = 'openid profile';

/** The services that sign people in here. All are ours, so none asks for consent. */
export function clientsOf(config: Config): ClientMetadata[] {
  return services.map((id) => {
    const publicUrl = config.publicUrls[id].replace(/\/$/, '');
    return {
      client_id: id,
      client_secret: secretOf(config, id),
      application_type: 'web',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      scope: claimScopes,
      redirect_uris: [`${publicUrl}/sign-in/callback`],
      post_logout_redirect_uris: [`${publicUrl}/sign-out`, `${publicUrl}/`],
      backchannel_logout_uri: config.OIDC_BACKCHANNEL_LOGOUT_URLS[id] ?? `${publicUrl}/backchannel-logout`,
      backchannel_logout_session_required: true,
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: signingAlgorithm(config.OIDC_SIGNING_KEYS),
    };
  });
}

const secretOf = (config: Config, id: ServiceName): string =>
  id === 'accounts' ? config.OIDC_CLIENT_SECRET : config.OIDC_CLIENT_SECRETS[id];
