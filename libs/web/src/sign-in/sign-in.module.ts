import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AccessTokens } from './access-tokens.js';
import { BackChannelLogoutEndpoint } from './back-channel-logout.endpoint.js';
import { Issuer } from './issuer.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';
import { SignInPage } from './sign-in.page.js';
import { SignOutPage } from './sign-out.page.js';

export type { SignInOptions } from './sign-in-options.js';

/**
 * Adds `/sign-in?to=…`, `/sign-in/callback`, `/sign-out` and `POST /backchannel-logout` to an app made by
 * `createWebApp`, which keeps the sessions; and `AccessTokens`, for endpoints that programs ask.
 */
@Module({})
export class SignInModule implements OnModuleInit {
  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly host: HttpAdapterHost,
  ) {}

  static forRoot(options: SignInOptions): DynamicModule {
    return {
      module: SignInModule,
      global: true,
      controllers: [SignInPage, SignOutPage, BackChannelLogoutEndpoint],
      providers: [{ provide: SIGN_IN_OPTIONS, useValue: options }, Issuer, AccessTokens],
      exports: [AccessTokens],
    };
  }

  /** Signing out is a form whose response redirects to the issuer. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.web.formTargets.allow(this.options.issuer);
  }
}
