/**
 * `import '@todoke/service/tracing'` is the first line of every main.ts: instrumented modules must be loaded after
 * it. Tracing is off by default:
 *   OTEL_TRACES_EXPORTER=otlp   to a collector (OTEL_EXPORTER_OTLP_ENDPOINT and its like)
 *   OTEL_TRACES_EXPORTER=file   JSON lines to OTEL_TRACES_FILE
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { endTracesWith } from './trace-context.js';

const exporter = process.env['OTEL_TRACES_EXPORTER'];
const file = process.env['OTEL_TRACES_FILE'];

if (exporter === 'otlp' || (exporter === 'file' && file !== undefined)) {
  // Not `await import`: while this module waited, those imported after it would load http and pg untraced.
  const { startSdk } = createRequire(import.meta.url)('./sdk.js') as typeof import('./sdk.js');
  const provider = startSdk(serviceName(), exporter === 'file' ? { kind: 'file', file: file ?? '' } : { kind: 'otlp' });
  endTracesWith(() => provider.shutdown());
}

/** The app's own name: its package.json lies above its main.js. */
function serviceName(): string {
  const manifest = new URL('../package.json', `file://${process.argv[1] ?? ''}`);
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { name: string }).name;
  } catch {
    return 'todoke';
  }
}
