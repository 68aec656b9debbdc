import type { Envelope } from '@todoke/events';
import { traceparent } from '@todoke/service';

const traces = new WeakMap<Envelope, string>();

/** Remembers with which trace an event came, for a call that takes many. */
export function rememberTrace(event: Envelope, trace: string | undefined): void {
  if (trace !== undefined) traces.set(event, trace);
}

/**
 * Where what an event causes belongs in a trace (W3C Trace Context): that with which it came, where a call takes many;
 * else the work under way.
 */
export const traceOf = (event: Envelope): string | undefined => traces.get(event) ?? traceparent();
