import { appendFileSync } from 'node:fs';
import { SpanKind } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { allowedAttributes } from './allowed-attributes.js';

/** Exports spans without the attributes that must not leave the service. */
export class ScrubbingExporter implements SpanExporter {
  constructor(private readonly next: SpanExporter) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.next.export(spans.map(scrubbed), done);
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }
}

/** The same span with fewer attributes and without events, which hold error messages. */
const scrubbed = (span: ReadableSpan): ReadableSpan =>
  Object.create(span, {
    attributes: { value: allowedAttributes(span.attributes) },
    events: { value: [] },
  }) as ReadableSpan;

/** One JSON line a span, for tests and for use without a collector. */
export class FileExporter implements SpanExporter {
  constructor(
    private readonly file: string,
    private readonly service: string,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    try {
      appendFileSync(this.file, spans.map((span) => `${JSON.stringify(this.line(span))}\n`).join(''));
      done({ code: ExportResultCode.SUCCESS });
    } catch {
      done({ code: ExportResultCode.FAILED });
    }
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  private line(span: ReadableSpan): object {
    const { traceId, spanId } = span.spanContext();
    const [seconds, nanoseconds] = span.startTime;
    return {
      service: this.service,
      traceId,
      spanId,
      parentSpanId: span.parentSpanContext?.spanId,
      links: span.links.map(({ context }) => ({ traceId: context.traceId, spanId: context.spanId })),
      kind: SpanKind[span.kind],
      name: span.name,
      start: new Date(seconds * 1_000 + nanoseconds / 1e6).toISOString(),
      milliseconds: span.duration[0] * 1_000 + span.duration[1] / 1e6,
      failed: span.status.code === 2,
      attributes: span.attributes,
    };
  }
}
