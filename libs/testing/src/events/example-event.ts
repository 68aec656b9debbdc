import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Envelope, type EventContract, type EventOf, findEvent } from '@todoke/events';

export interface Overrides<Data> {
  /** The data that matter to the test; a field that is `undefined` is left out of the event. */
  readonly data?: Partial<Data>;
  /** The aggregate's id. Default: the one in the data, where the data name the aggregate. */
  readonly id?: string;
  readonly version?: number;
  readonly occurredAt?: Date;
}

const contracts = dirname(createRequire(import.meta.url).resolve('@todoke/events'));

/**
 * An event as its producer would announce it: the contract's frozen example under a new id, with the test's changes.
 * @throws ZodError where the result does not fit the contract
 */
export function exampleEvent<Contract extends EventContract>(
  contract: Contract,
  { data, id, version, occurredAt }: Overrides<EventOf<Contract>['data']> = {},
): EventOf<Contract> {
  const example = frozenExample(contract);
  const { aggregate } = example;
  const told = { ...example.data, ...data };
  const names = Object.keys(example.data).find((field) => example.data[field] === aggregate.id);
  const named = names === undefined ? aggregate.id : told[names];
  const event: Envelope = {
    ...example,
    id: randomUUID(),
    correlationId: randomUUID(),
    causationId: undefined,
    occurredAt: occurredAt?.toISOString() ?? example.occurredAt,
    aggregate: { ...aggregate, id: id ?? String(named), version: version ?? aggregate.version },
    data: told,
  };
  return contract.parse(asItTravels(event)) as EventOf<Contract>;
}

/** The same event under another id, as from a producer that announced it twice. */
export const again = <Event extends Envelope>(event: Event): Event => ({ ...event, id: randomUUID() });

const asItTravels = (event: Envelope): unknown => JSON.parse(JSON.stringify(event));

/** `registration.application-submitted.v1` lies beside its contract in `registration/`. */
function frozenExample({ subject }: EventContract): Envelope<string, Record<string, unknown>> {
  const file = join(contracts, `${subject.replace('.', '/')}.example.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Envelope<string, Record<string, unknown>>;
}

/** The same by subject, for tests without the contract. @throws where nobody announces such an event */
export function exampleOf(subject: string, data: Readonly<Record<string, unknown>> = {}): Envelope {
  const contract = findEvent(subject);
  if (contract === undefined) throw new Error(`there is no event ${subject}`);
  return exampleEvent(contract, { data });
}
