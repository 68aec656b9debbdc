import type { Sql } from '@todoke/database';
import { type Envelope, producerOf } from '@todoke/events';
import { type Hearing, type Modules, refuseTwoRows } from './reactions.js';

/** A statement for events, and what follows its commit. */
interface Projection {
  readonly project: (events: readonly Envelope[], parts: unknown) => Sql | undefined;
  readonly after: ((parts: unknown) => void) | undefined;
}

/** A row of a module's table of reactions. */
export interface Row {
  readonly module: string;
  readonly takes: Hearing['takes'];
  /** Whether the row has anything to do with an event of its subjects. */
  readonly concerns: (event: Envelope) => boolean;
  /** For a row that takes events in one statement. */
  readonly projection: Projection | undefined;
  /** Name of the Nest handler of the row. */
  readonly pattern: string;
  readonly subjects: readonly string[];
}

/** All tables of reactions of a service. */
export class ReactionTable {
  readonly rows: readonly Row[];
  /** Subjects of all rows, ignored ones included. */
  readonly subjects: readonly string[];
  private readonly bySubject = new Map<string, Row[]>();
  /** Module → the row for events that do not concern it. */
  private readonly noted: ReadonlyMap<string, Row>;

  /** @throws Error where a module has two rows for one event, or a name that cannot be part of a subject */
  constructor(modules: Modules<never, never>) {
    this.rows = Object.entries(modules).flatMap(([module, hearings]) => {
      if (!/^[a-z][a-z0-9-]*$/.test(module)) throw new Error(`${module} is no name of a module: a-z, 0-9 and - alone`);
      refuseTwoRows(module, hearings);
      return hearings.map((hearing) => rowOf(module, hearing));
    });
    for (const row of this.rows) {
      for (const subject of row.subjects) this.bySubject.set(subject, [...(this.bySubject.get(subject) ?? []), row]);
    }
    this.subjects = [...this.bySubject.keys()];
    this.noted = new Map(Object.keys(modules).map((module) => [module, notedAlone(module)]));
  }

  /** Producing service → subjects that have a row. */
  get byProducer(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const subject of this.subjects) {
      const producer = producerOf(subject);
      found.set(producer, [...(found.get(producer) ?? []), subject]);
    }
    return found;
  }

  /** The row that takes an event: this one, or one for the inbox row alone where the event does not concern it. */
  concerned(row: Row, event: Envelope): Row {
    return row.concerns(event) ? row : (this.noted.get(row.module) ?? row);
  }

  /** The rows for a subject, at most one a module; only that of `module`, where it is given. */
  rowsFor(subject: string, module?: string): readonly Row[] {
    const rows = this.bySubject.get(subject) ?? [];
    return module === undefined ? rows : rows.filter((row) => row.module === module);
  }
}

/** Those rows that do something. */
export const hearersAmong = (rows: readonly Row[]): readonly Row[] => rows.filter(({ takes }) => takes !== 'none');

export const patternOf = (module: string, subjects: readonly string[]): string => `${module}: ${subjects.join(', ')}`;

const notedAlone = (module: string): Row => ({
  module,
  takes: 'statement',
  subjects: [],
  concerns: () => true,
  projection: { project: () => undefined, after: undefined },
  pattern: `${module}: noted`,
});

function rowOf(module: string, { contracts, takes, concerns, project, after }: Hearing<never, never>): Row {
  const subjects = contracts.map(({ subject }) => subject);
  return {
    module,
    takes,
    subjects,
    concerns: concerns as Row['concerns'],
    projection: project && ({ project, after } as Projection),
    pattern: patternOf(module, subjects),
  };
}
