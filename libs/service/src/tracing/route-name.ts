import { context, trace } from '@opentelemetry/api';

/** Names the request's span after its route pattern; its URL may hold a secret. */
export function nameRequestSpan(method: string, route: string): void {
  const span = trace.getSpan(context.active());
  span?.setAttribute('http.route', route).updateName(`${method} ${route}`);
}
