import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { WebRequest } from '@todoke/web';
import type { ApiClient, Scope } from '../domain/client.js';

/** Metadata key: the scope of a handler. A handler without one is asked by everybody. */
export const SCOPE = 'todoke:api-scope';

/** What a token must allow. */
export const Needs = (scope: Scope): MethodDecorator => SetMetadata(SCOPE, scope);

/** Who asks, and what the actions know the request by. */
interface Asking {
  readonly client: ApiClient;
  readonly request?: string;
}

const asking = new WeakMap<WebRequest, Asking>();

export const noteClient = (request: WebRequest, client: ApiClient): void => void asking.set(request, { client });

export const noteRequest = (of: WebRequest, request: string): void =>
  void asking.set(of, { client: clientAsking(of), request });

/** @throws Error where no guard has admitted it, which is a fault of the program */
export function clientAsking(request: WebRequest): ApiClient {
  const found = asking.get(request);
  if (found === undefined) throw new Error('a request without a client');
  return found.client;
}

const requestOf = (context: ExecutionContext): WebRequest => context.switchToHttp().getRequest<WebRequest>();

/** The client whose token it is: `@CurrentClient() client: ApiClient`. */
export const CurrentClient: () => ParameterDecorator = createParamDecorator((_nothing: unknown, context) =>
  clientAsking(requestOf(context)),
);

/** The same for a request that is repeated under its Idempotency-Key: `@RequestId() request: string`. */
export const RequestId: () => ParameterDecorator = createParamDecorator((_nothing: unknown, context) => {
  const found = asking.get(requestOf(context))?.request;
  if (found === undefined) throw new Error('a request without a key');
  return found;
});
