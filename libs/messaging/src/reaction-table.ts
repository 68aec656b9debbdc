import { producerOf } from '@todoke/events';
import { type Hearing, type Modules, refuseTwoRows } from './reactions.js';

/** A row of a module's table. Events that a row of `many` takes may go to it together. */
export interface Row {
  readonly module: string;
  readonly takes: Hearing['takes'];
  /** Name of the handler that Nest keeps for it. */
  readonly pattern: string;
  readonly subjects: readonly string[];
}

/** Who of a service hears what. */
export class ReactionTable {
  readonly rows: readonly Row[];
  /** Every subject of every row, those that are ignored too. */
  readonly subjects: readonly string[];
  private readonly bySubject = new Map<string, Row[]>();

  /** @throws Error where a module has two rows for one event, or a name that cannot be part of a subject */
  constructor(modules: Modules<never, never>) {
    this.rows = Object.entries(modules).flatMap(([module, hearings]) => {
      if (!/^[a-z][a-z0-9-]*$/.test(module)) throw new Error(`${module} is no name of a module: a-z, 0-9 and - alone`);
      refuseTwoRows(module, hearings);
      return hearings.map(({ contracts, takes }) => rowOf(module, takes, contracts.map(({ subject }) => subject)));
    });
    for (const row of this.rows) {
      for (const subject of row.subjects) this.bySubject.set(subject, [...(this.bySubject.get(subject) ?? []), row]);
    }
    this.subjects = [...this.bySubject.keys()];
  }

  /** Producers of events that have a row, each with their subjects. */
  get byProducer(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const subject of this.subjects) {
      const producer = producerOf(subject);
      found.set(producer, [...(found.get(producer) ?? []), subject]);
    }
    return found;
  }

  /** The rows for a subject, at most one a module; of one module only, where it is named. Empty where none knows it. */
  rowsFor(subject: string, module?: string): readonly Row[] {
    const rows = this.bySubject.get(subject) ?? [];
    return module === undefined ? rows : rows.filter((row) => row.module === module);
  }
}

/** Of these rows, those that do something. */
export const hearersAmong = (rows: readonly Row[]): readonly Row[] => rows.filter(({ takes }) => takes !== 'none');

export const patternOf = (module: string, subjects: readonly string[]): string => `${module}: ${subjects.join(', ')}`;

const rowOf = (module: string, takes: Row['takes'], subjects: readonly string[]): Row => ({
  module,
  takes,
  subjects,
  pattern: patternOf(module, subjects),
});
