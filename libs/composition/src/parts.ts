import type { Abstract, Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Clock, Logger } from '@todoke/service';
import { LOGGER } from '@todoke/service';

/** What names a provider: its class, or a symbol. */
export type Token<Provided> = Type<Provided> | Abstract<Provided> | symbol;

/**
 * What reactions, jobs and checks of a service work with. They stand in tables that are read before anything runs, so
 * they take what they need from here when they are called.
 */
export class Parts<Settings = unknown> {
  private modules: ModuleRef | undefined;

  constructor(
    readonly settings: Settings,
    readonly clock: Clock,
  ) {}

  /** Called once, by the running application. */
  comeFrom(modules: ModuleRef): void {
    this.modules = modules;
  }

  /** A provider of whichever module. @throws before the application stands, or where nobody provides it */
  readonly get = <Provided>(token: Token<Provided>): Provided => {
    if (this.modules === undefined) throw new Error('the application does not stand yet');
    return this.modules.get<Provided>(token, { strict: false });
  };

  get logger(): Logger {
    return this.get<Logger>(LOGGER);
  }
}
