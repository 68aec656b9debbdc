import { type Attributes, context, propagation, type SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

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

/**
 * Runs work as a span of the trace that `parent` names, or of the one under way. Attributes hold ids, codes and
 * counts, never personal data.
 */
export function traced<Result>(
  span: { name: string; kind: SpanKind; parent?: string | undefined; attributes?: Attributes },
  work: () => Promise<Result>,
): Promise<Result> {
  const { name, kind, parent, attributes = {} } = span;
  const from =
    parent === undefined ? context.active() : propagation.extract(context.active(), { traceparent: parent });
  return trace.getTracer('todoke').startActiveSpan(name, { kind, attributes }, from, async (started) => {
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
