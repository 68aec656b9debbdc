import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import type { FastifyRequest } from 'fastify';
import { SignInNeeded } from '../edges/refusals.js';
import { personOf } from '../pages/shell.js';

/** The person who is signed in: `@CurrentPerson() person: SignedIn`. */
export const CurrentPerson: () => ParameterDecorator = createParamDecorator(
  (_nothing: unknown, context: ExecutionContext): SignedIn => {
    const person = personOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (person === undefined) throw new SignInNeeded('@CurrentPerson where nobody has to sign in');
    return person;
  },
);
