import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Service } from '@todoke/local-system';
import { traces } from './system/demo.js';

/** The raw log of a service so far. */
export const linesOf = (service: Service): string[] =>
  readFileSync(join(traces().logs, `${service}.log`), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** The parsed log. @throws where a line is no JSON */
export const entriesOf = (service: Service): Record<string, unknown>[] =>
  linesOf(service).map((line) => JSON.parse(line) as Record<string, unknown>);
