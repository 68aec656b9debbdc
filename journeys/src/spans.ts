import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { demoFile } from './system/demo.js';
import { spansFile } from './system/service-processes.js';

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
