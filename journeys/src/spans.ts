import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { places } from '@todoke/local-system';
import { demoFile } from './system/demo.js';

/** The services export their spans to a file beside the logs: what must not be in a log must not be in a span. */
export const spansFile = (stateDir: string): string => join(places(stateDir).logs, 'spans.jsonl');

/** A finished span, as the services export it. */
export interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** Span links to other traces. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** All spans so far. */
export const spans = (): Span[] =>
  readFileSync(spansFile(dirname(demoFile())), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Span);
