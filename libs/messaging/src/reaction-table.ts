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
  private readonly hearing = new Map<string, Row[]>();

  /** @throws Error where a module has two rows for one event, or a name that cannot be part of a subject */
  constructor(modules: Modules<never, never>) {
    this.rows = Object.entries(modules).flatMap(([module, hearings]) => {
      if (!/^[a-z][a-z0-9-]*$/.test(module)) throw new Error(`${module} is no name of a module: a-z, 0-9 and - alone`);
      refuseTwoRows(module, hearings);
      return hearings.map(({ contracts, takes }) => rowOf(module, takes, contracts.map(({ subject }) => subject)));
    });
    for (const row of this.rows) {
      for (const subject of row.subjects) this.hearing.set(subject, [...(this.hearing.get(subject) ?? []), row]);
    }
    this.subjects = [...this.hearing.keys()];
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

  /** The rows for a subject, at most one a module. Empty where no module knows it. */
  rowsFor(subject: string): readonly Row[] {
    return this.hearing.get(subject) ?? [];
  }

  /** The rows that do something about a subject. */
  hearersOf(subject: string): readonly Row[] {
    return this.rowsFor(subject).filter(({ takes }) => takes !== 'none');
  }

  rowOf(module: string, subject: string): Row | undefined {
    return this.rowsFor(subject).find((row) => row.module === module);
  }
}

export const patternOf = (module: string, subjects: readonly string[]): string => `${module}: ${subjects.join(', ')}`;

const rowOf = (module: string, takes: Row['takes'], subjects: readonly string[]): Row => ({
  module,
  takes,
  subjects,
  pattern: patternOf(module, subjects),
});
