import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Role, SignedIn } from '@todoke/service';
import type { FastifyRequest } from 'fastify';
import { SignInNeeded } from '../edges/refusals.js';
import { personOf } from '../pages/shell.js';

/** Metadata key: the roles that a handler or controller lets in. */
export const ADMITTED_ROLES = 'todoke:admitted-roles';

/**
 * Admits only people who are signed in with one of these roles; without a role, everybody who is signed in. On a
 * handler it overrides that of its controller. Somebody not signed in is sent to sign in and back (a GET)
 * or gets 401; another role gets 403.
 */
export const SignedInAs = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(ADMITTED_ROLES, roles);

/** The person who is signed in: `@CurrentPerson() person: SignedIn`. */
export const CurrentPerson: () => ParameterDecorator = createParamDecorator(
  (_nothing: unknown, context: ExecutionContext): SignedIn => {
    const person = personOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (person === undefined) throw new SignInNeeded('@CurrentPerson outside @SignedInAs');
    return person;
  },
);
