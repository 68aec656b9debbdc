import {
  type Attributes,
  type Context,
  context,
  type Link,
  propagation,
  type SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export { SpanKind } from '@opentelemetry/api';

/**
 * Where the work under way belongs in a trace (W3C Trace Context), to be carried over a queue or a table.
 * Undefined where nothing is traced.
 */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** The trace that the work under way belongs to, for the log; undefined where nothing is traced. */
export const traceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;

/** What a span is, and where it belongs: below `parent`, and linked to other traces. */
export interface SpanWish {
  readonly name: string;
  readonly kind: SpanKind;
  /** W3C Trace Context; left out: the work under way. */
  readonly parent?: string | undefined;
  /**
   * W3C Trace Contexts: the correlation's root, or the messages of a batch. One of the span's own trace is left out.
   */
  readonly links?: readonly string[];
  /** Ids, codes and counts, never personal data. */
  readonly attributes?: Attributes;
}

/** Runs work as a span of the trace that its parent names, or of the one under way. */
export function traced<Result>(span: SpanWish, work: () => Promise<Result>): Promise<Result> {
  const { name, kind, parent, attributes = {} } = span;
  const from = parent === undefined ? context.active() : told(parent);
  const links = (span.links ?? []).flatMap((other) => linkTo(other, from));
  return trace.getTracer('todoke').startActiveSpan(name, { kind, attributes, links }, from, async (started) => {
    try {
      return await work();
    } catch (error) {
      // Not the message: it may quote a person.
      started.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      started.end();
    }
  });
}

const told = (traceparent: string): Context => propagation.extract(context.active(), { traceparent });

function linkTo(traceparent: string, from: Context): Link[] {
  const other = trace.getSpanContext(told(traceparent));
  return other === undefined || other.traceId === trace.getSpanContext(from)?.traceId ? [] : [{ context: other }];
}

/** Names the request's span after its route pattern; its URL may hold a secret. */
export function nameRequestSpan(method: string, route: string): void {
  const span = trace.getSpan(context.active());
  span?.setAttribute('http.route', route).updateName(`${method} ${route}`);
}

let end: () => Promise<void> = () => Promise.resolve();

export const endTracesWith = (how: () => Promise<void>): void => {
  end = how;
};

/** Flushes the spans that are not exported yet. Called when the service has drained. */
export const endTraces = (): Promise<void> => end();
