import type { Sql, SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';

/**
 * What a module does when it hears an event, in the transaction that also writes the inbox row. `parts` is the third
 * argument that `MessagingModule.forRoot` was given.
 * @throws PrerequisiteMissing where an event that this one builds on has not come yet; Problem where it can never be
 * taken
 */
type Reaction<Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown> = (
  event: EventOf<Contract>,
  transaction: Transaction,
  parts: Parts,
) => Promise<void>;

/**
 * A reaction to many events in one transaction: at least one, in the order of their delivery, each once. Where it
 * throws, it is called again with each event alone. What it announces names its cause itself (`because`).
 */
type BatchReaction<Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown> = (
  events: readonly EventOf<Contract>[],
  transaction: Transaction,
  parts: Parts,
) => Promise<void>;

/**
 * The statement that brings a projection up to date: an INSERT or UPDATE which leads to the same rows in whatever order
 * events come, and however often. Undefined where the events tell the projection nothing.
 */
type Projection<Contract extends EventContract, Parts = unknown> = (
  events: readonly EventOf<Contract>[],
  parts: Parts,
) => Sql | undefined;

/** What a row takes of the events of its contracts. */
interface Concern<Contract extends EventContract> {
  /** Whether the row has anything to do with an event. Of any other, the inbox row alone is written. */
  readonly when?: (event: EventOf<Contract>) => boolean;
}

interface AfterProjection<Contract extends EventContract, Parts> extends Concern<Contract> {
  /** What is to be done once the statement has committed. A process that ends before does not do it. */
  readonly after?: (parts: Parts) => void;
}

/** One row of a module's table of reactions. Made by `on`. */
export interface Hearing<Transaction = SqlTransaction, Parts = unknown> {
  readonly contracts: readonly EventContract[];
  /** Events of one call; `none`: the row ignores them; `statement`: many, in the statement of `project`. */
  readonly takes: 'one' | 'many' | 'none' | 'statement';
  readonly concerns: (event: never) => boolean;
  /** Events are those of the row's contracts. */
  readonly react: (events: readonly never[], transaction: Transaction, parts: Parts) => Promise<void>;
  readonly project?: (events: readonly never[], parts: Parts) => Sql | undefined;
  readonly after?: ((parts: Parts) => void) | undefined;
}

/** Module → its table of reactions. */
export type Modules<Transaction = SqlTransaction, Parts = unknown> = Readonly<
  Record<string, readonly Hearing<Transaction, Parts>[]>
>;

const each = <Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown>(
  contract: Contract,
  react: Reaction<Contract, Transaction, Parts>,
  { when = always }: Concern<Contract> = {},
): Hearing<Transaction, Parts> => ({
  contracts: [contract],
  takes: 'one',
  concerns: when,
  react: async (events, transaction, parts) => {
    for (const event of events) await react(event, transaction, parts);
  },
});

const batch = <const Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown>(
  contracts: Contract | readonly Contract[],
  react: BatchReaction<Contract, Transaction, Parts>,
  { when = always }: Concern<Contract> = {},
): Hearing<Transaction, Parts> => ({
  contracts: listOf(contracts),
  takes: 'many',
  concerns: when,
  react: react as Hearing<Transaction, Parts>['react'],
});

const projection = <const Contract extends EventContract, Parts = unknown>(
  contracts: Contract | readonly Contract[],
  project: Projection<Contract, Parts>,
  { when = always, after }: AfterProjection<Contract, Parts> = {},
): Hearing<SqlTransaction, Parts> => ({
  contracts: listOf(contracts),
  takes: 'statement',
  concerns: when,
  react: () => Promise.resolve(),
  project: project as NonNullable<Hearing<SqlTransaction, Parts>['project']>,
  after,
});

const always = (): boolean => true;

const ignore = <Transaction = SqlTransaction, Parts = unknown>(
  contracts: EventContract | readonly EventContract[],
): Hearing<Transaction, Parts> => ({
  contracts: listOf(contracts),
  takes: 'none',
  concerns: always,
  react: () => Promise.resolve(),
});

const listOf = (contracts: EventContract | readonly EventContract[]): readonly EventContract[] =>
  'subject' in contracts ? [contracts] : contracts;

/**
 * Makes the rows of a table of reactions.
 * - `on.each(contract, react)`: one call an event.
 * - `on.batch(contract or [contracts], react)`: one call for events that wait together.
 * - `on.projection(contract or [contracts], project)`: events that wait together are one statement, with their inbox
 *   rows. It has no transaction; what is to follow its commit stands in `after`.
 * - `on.ignore(contract or [contracts])`: the module once heard these events and does nothing with them now. An event
 *   without a row in any module is dead-lettered, since the next release of the service may hear it.
 */
export const on = { each, batch, projection, ignore };

/**
 * Module → subjects that it hears, sorted, without ignored ones.
 * @throws Error where a module has two rows for one event
 */
export function hearsOf<Transaction, Parts>(modules: Modules<Transaction, Parts>): Record<string, string[]> {
  const entries = Object.entries(modules).map(([module, hearings]) => {
    refuseTwoRows(module, hearings);
    return [module, subjectsOf(hearings.filter(({ takes }) => takes !== 'none')).sort()] as const;
  });
  return Object.fromEntries(entries);
}

/** A module takes an event once, so a second row would never run. */
export function refuseTwoRows<Transaction, Parts>(
  module: string,
  hearings: readonly Hearing<Transaction, Parts>[],
): void {
  const subjects = subjectsOf(hearings);
  const twice = subjects.find((subject, at) => subjects.indexOf(subject) !== at);
  if (twice !== undefined) throw new Error(`${module}: ${twice} has two rows in the table of reactions: make them one`);
}

const subjectsOf = (hearings: readonly Pick<Hearing, 'contracts'>[]): string[] =>
  hearings.flatMap(({ contracts }) => contracts.map(({ subject }) => subject));
