import type { Envelope } from '@todoke/events';
import { traceparent } from '@todoke/service';

const traces = new WeakMap<Envelope, string>();

/** Remembers the trace context of an event, for a call that takes many. */
export function rememberTrace(event: Envelope, trace: string | undefined): void {
  if (trace !== undefined) traces.set(event, trace);
}

/**
 * The trace context (W3C) for what an event causes: that of its message in a call that takes many, else that of the
 * work under way.
 */
export const traceOf = (event: Envelope): string | undefined => traces.get(event) ?? traceparent();
