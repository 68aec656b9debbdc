import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, SimpleSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { FileExporter, ScrubbingExporter } from './exporters.js';

const watched = /^\/(health|metrics|assets)\b/;

/** Of the proxies that the setting names (libs/web). This runs before settings are read. */
const behindProxy = Number(process.env['PROXIES'] ?? 0) > 0;
const traceHeaders = ['traceparent', 'tracestate', 'baggage'];

/**
 * Sets up tracing for this process. It must run before any other module loads http and pg.
 * @public required, not imported, by start.ts
 */
export function startSdk(service: string, exporter: { kind: 'otlp' } | { kind: 'file'; file: string }): TracerProvider {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [processorOf(service, exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  registerInstrumentations({
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url = '', headers }) => {
          // It is called before the headers are read. A client must not choose the trace that it belongs to.
          if (!behindProxy) for (const name of traceHeaders) delete headers[name];
          return watched.test(url);
        },
        requireParentforOutgoingSpans: true,
      }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  return provider;
}

function processorOf(service: string, exporter: Parameters<typeof startSdk>[1]): SpanProcessor {
  switch (exporter.kind) {
    case 'otlp':
      return new BatchSpanProcessor({ exporter: new ScrubbingExporter(new OTLPTraceExporter()) });
    case 'file':
      return new SimpleSpanProcessor({
        exporter: new ScrubbingExporter(new FileExporter(exporter.file, service)),
      });
  }
}
