import { type CanActivate, type ExecutionContext, ForbiddenException } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { AUDIENCE, type Audience, needsSignIn } from '@todoke/service';
import type { FastifyRequest } from 'fastify';
import { personOf } from '../pages/shell.js';
import { forgeryOf } from './csrf.js';
import { SignInNeeded } from './refusals.js';

/**
 * The one guard before every controller. First the sign-in: after the end of a session, the answer must be that, and
 * not the wrong CSRF token, which only follows from it. Then the token, then the role. Nobody is admitted to a handler
 * of which nobody declared it.
 */
export class AdmissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const audience = this.reflector.get<Audience | undefined>(AUDIENCE, context.getHandler());
    if (audience === undefined) throw new ForbiddenException();
    const person = personOf(request);
    if (needsSignIn(audience) && person === undefined) throw new SignInNeeded();
    const forgery = forgeryOf(request);
    if (forgery !== undefined) throw forgery;
    if (typeof audience !== 'string' && !audience.some((role) => role === person?.role)) throw new ForbiddenException();
    return true;
  }
}
