import type { Service } from '@todoke/local-system';
import { demo } from './system/demo.js';

/** One line of the response of /metrics. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The metrics of a service, in Prometheus' text format. */
export async function figuresOf(service: Service): Promise<string> {
  const answer = await fetch(`${demo().services[service]}/metrics`);
  if (answer.status !== 200) throw new Error(`${service} answers ${answer.status} at /metrics`);
  return answer.text();
}

/** The names that have a type: those of counters, gauges and histograms, without the parts of the latter. */
export const namesIn = (figures: string): string[] =>
  [...figures.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name ?? '').sort();

export const samplesIn = (figures: string): Sample[] =>
  figures
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, text]) => [label, text]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });

/** The sum over all samples of this name that have these labels. */
export const sum = (figures: string, name: string, labels: Readonly<Record<string, string>> = {}): number =>
  samplesIn(figures)
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, text]) => sample.labels[label] === text))
    .reduce((total, { value }) => total + value, 0);
