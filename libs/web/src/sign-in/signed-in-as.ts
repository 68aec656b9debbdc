import type { Role, SignedIn } from '@todoke/service';

/** Lets in only people who are signed in with one of these roles; with no role named, everybody signed in. */
export const SignedInAs = (..._roles: Role[]): MethodDecorator & ClassDecorator => () => undefined;

/** The person who is signed in, as a parameter of a handler under `@SignedInAs`. */
export const CurrentPerson = (): ParameterDecorator => () => undefined;

export type { SignedIn };
