import type { Abstract, Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Clock, Logger } from '@todoke/service';
import { LOGGER } from '@todoke/service';

/** Injection token of a provider: its class, or a symbol. */
export type Token<Provided> = Type<Provided> | Abstract<Provided> | symbol;

/**
 * What reactions, jobs and checks are called with. They are declared as data before the application exists, so they
 * find its providers here (service locator).
 */
export class Parts<Settings = unknown> {
  private modules: ModuleRef | undefined;

  constructor(
    readonly settings: Settings,
    readonly clock: Clock,
  ) {}

  /** Called once, when the application has been created. */
  comeFrom(modules: ModuleRef): void {
    this.modules = modules;
  }

  /** A provider of any module. @throws Error before the application has been created, or where no module provides it */
  readonly get = <Provided>(token: Token<Provided>): Provided => {
    if (this.modules === undefined) throw new Error('the application does not stand yet');
    return this.modules.get<Provided>(token, { strict: false });
  };

  get logger(): Logger {
    return this.get<Logger>(LOGGER);
  }
}
