import type { SignedIn } from '@todoke/service';
import type {} from '@fastify/session';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  /** The content of a session. An app adds keys by augmenting this interface in the same way. */
  interface Session {
    /** Who is signed in. */
    person?: SignedIn;
    /** The last id_token, sealed: sign-in/sign-out-hint.ts. */
    signOutHint?: string;
    /** Secret of this session's CSRF tokens. */
    _csrf?: string;
  }
}

/** A request with its session: `request.session.get('person')`, `.set(key, value)`, `.regenerate()`, `.destroy()`. */
export type WebRequest = FastifyRequest;
export type WebReply = FastifyReply;
