import type { SignedIn } from '@todoke/service';
import type {} from '@fastify/session';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  /** What a session may hold. An app adds its own keys by augmenting this interface the same way. */
  interface Session {
    /** Who is signed in. */
    person?: SignedIn;
    /** The last id_token, as the hint of an RP-initiated logout. */
    idToken?: string;
    /** Secret behind the CSRF tokens of this session. */
    _csrf?: string;
  }
}

/** A request with its session: `request.session.get('person')`, `.set(key, value)`, `.regenerate()`, `.destroy()`. */
export type WebRequest = FastifyRequest;
export type WebReply = FastifyReply;
