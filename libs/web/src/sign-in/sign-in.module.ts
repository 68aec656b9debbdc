import { Module, type DynamicModule } from '@nestjs/common';

export interface SignInOptions {
  /** The issuer's public address, as browsers see it, e.g. `http://localhost:3003/oidc`. */
  issuer: string;
  /** The same issuer as this process reaches it. Default: `issuer`. */
  backchannelUrl?: string;
  /** The client id: the service's name. */
  clientId: string;
  clientSecret: string;
  /** This service's public address. */
  publicUrl: string;
  /** Where a sign-in leads that names no page. Default `/`. */
  home?: string;
  /** Where to go after signing out. Default `/`. */
  afterSignOut?: string;
}

/** Adds `/sign-in`, `/sign-in/callback`, `POST /sign-out` and `POST /backchannel-logout`. */
@Module({})
export class SignInModule {
  static forRoot(_options: SignInOptions): DynamicModule {
    return { module: SignInModule };
  }
}
