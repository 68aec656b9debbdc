import type { SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';

/**
 * What a module does when it hears an event, within the transaction that also notes the event in the inbox.
 * `parts` are the module's means beside the transaction, as `MessagingModule.forRoot` was given them.
 * @throws PrerequisiteMissing when what the event builds on is not there yet; Problem when it can never be taken
 */
export type Reaction<Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown> = (
  event: EventOf<Contract>,
  transaction: Transaction,
  parts: Parts,
) => Promise<void>;

/**
 * The same for many events in one transaction: at least one, in the order of their delivery, each once. Where it throws,
 * it is called again with each event by itself. What it announces has the cause that it names (`because`).
 */
export type BatchReaction<Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown> = (
  events: readonly EventOf<Contract>[],
  transaction: Transaction,
  parts: Parts,
) => Promise<void>;

/** One row of a module's table of reactions. Made by `on`. */
export interface Hearing<Transaction = SqlTransaction, Parts = unknown> {
  readonly contracts: readonly EventContract[];
  /** How many events a call takes; none where the row ignores them. */
  readonly takes: 'one' | 'many' | 'none';
  /** Events of the row's contracts. */
  readonly react: (events: readonly never[], transaction: Transaction, parts: Parts) => Promise<void>;
}

/** A module's name → its table of reactions. */
export type Modules<Transaction = SqlTransaction, Parts = unknown> = Readonly<
  Record<string, readonly Hearing<Transaction, Parts>[]>
>;

const each = <Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown>(
  contract: Contract,
  react: Reaction<Contract, Transaction, Parts>,
): Hearing<Transaction, Parts> => ({
  contracts: [contract],
  takes: 'one',
  react: async (events, transaction, parts) => {
    for (const event of events) await react(event, transaction, parts);
  },
});

const batch = <const Contract extends EventContract, Transaction = SqlTransaction, Parts = unknown>(
  contracts: Contract | readonly Contract[],
  react: BatchReaction<Contract, Transaction, Parts>,
): Hearing<Transaction, Parts> => ({
  contracts: listOf(contracts),
  takes: 'many',
  react: react as Hearing<Transaction, Parts>['react'],
});

const ignore = <Transaction = SqlTransaction, Parts = unknown>(
  contracts: EventContract | readonly EventContract[],
): Hearing<Transaction, Parts> => ({
  contracts: listOf(contracts),
  takes: 'none',
  react: () => Promise.resolve(),
});

const listOf = (contracts: EventContract | readonly EventContract[]): readonly EventContract[] =>
  'subject' in contracts ? [contracts] : contracts;

/**
 * Rows of a table of reactions.
 * - `on.each(contract, react)`: one call an event.
 * - `on.batch(contract or [contracts], react)`: one call for what waits together.
 * - `on.ignore(contract or [contracts])`: what a module heard once and hears no more. Without a row in any module the
 *   event is dead-lettered, since the next release of the service may hear it.
 */
export const on = { each, batch, ignore };

/**
 * Who hears what, as data: each module's subjects, sorted, without those that it ignores.
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
export function refuseTwoRows<Transaction, Parts>(module: string, hearings: readonly Hearing<Transaction, Parts>[]): void {
  const subjects = subjectsOf(hearings);
  const twice = subjects.find((subject, at) => subjects.indexOf(subject) !== at);
  if (twice !== undefined) throw new Error(`${module}: ${twice} has two rows in the table of reactions: make them one`);
}

const subjectsOf = (hearings: readonly Pick<Hearing, 'contracts'>[]): string[] =>
  hearings.flatMap(({ contracts }) => contracts.map(({ subject }) => subject));
