import { type CanActivate, type ExecutionContext, ForbiddenException } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Role } from '@todoke/service';
import type { FastifyRequest } from 'fastify';
import { personOf } from '../pages/shell.js';
import { ADMITTED_ROLES } from '../sign-in/signed-in-as.js';
import { forgeryOf } from './csrf.js';
import { SignInNeeded } from './refusals.js';

/**
 * The one guard before every controller. First the sign-in: after the end of a session, the answer must be that, and
 * not the wrong CSRF token, which only follows from it. Then the token, then the role.
 */
export class AdmissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ADMITTED_ROLES, [
      context.getHandler(),
      context.getClass(),
    ]);
    const person = personOf(request);
    if (roles !== undefined && person === undefined) throw new SignInNeeded();
    const forgery = forgeryOf(request);
    if (forgery !== undefined) throw forgery;
    if (roles !== undefined && person !== undefined && roles.length > 0 && !roles.includes(person.role)) {
      throw new ForbiddenException();
    }
    return true;
  }
}
