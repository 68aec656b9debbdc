import { applicationFields, applicationKeys, applicationSchema, localExamples } from '@todoke/application-form';
import type { Application as Items } from '@todoke/application-form';
import { applicationNumber } from '@todoke/lifecycle';
import { openReview, type Review } from '../../reviews/index.js';
import type { Pass } from '../domain/pass.js';
import type { ListedPart, ListQuery } from './desk.js';

/** The trial applications of one client, from the oldest to the newest, and what changed of them. */
export interface Sandbox {
  readonly reviews: readonly Review[];
  /** A change has its place: 1 for the first. */
  readonly changes: readonly { readonly number: string; readonly at: Date }[];
  /** Request → what was filed under it. */
  readonly filed: Readonly<Record<string, string>>;
}

/** Changes of one sandbox; whoever needs more begins with another. */
const mostChanges = 2_000;

/** Numbers of a sandbox. Others may have the same. */
const firstNumber = 99_000_000;

/** A new sandbox has applications that wait for a decision. */
export function newSandbox(prefecture: string, now: Date): Sandbox {
  return ['見本第一薬局', '見本第二薬局', '見本第三薬局'].reduce(
    (sandbox, institutionName) =>
      changed(sandbox, openReview(nextNumber(sandbox), example(prefecture, institutionName), address, now), now),
    { reviews: [], changes: [], filed: {} } as Sandbox,
  );
}

/** Nobody has it (RFC 2606). */
const address = 'sandbox@example.jp';

function example(prefecture: string, institutionName: string): Items {
  const examples = Object.fromEntries(applicationKeys.map((key) => [key, applicationFields[key].example ?? '']));
  return applicationSchema.parse({
    ...examples,
    ...localExamples(prefecture),
    prefecture,
    institutionName,
    email: address,
  });
}

export const nextNumber = ({ reviews }: Sandbox): string => applicationNumber(firstNumber + reviews.length + 1);

export const findIn = ({ reviews }: Sandbox, number: string): Review | undefined =>
  reviews.find((review) => review.number === number);

/** The sandbox with a review as it is now. A review that is not there yet is added. */
export function changed(sandbox: Sandbox, review: Review, now: Date): Sandbox {
  const { number } = review;
  const known = findIn(sandbox, number) !== undefined;
  const reviews = known
    ? sandbox.reviews.map((one) => (one.number === number ? review : one))
    : [...sandbox.reviews, review];
  return { ...sandbox, reviews, changes: [...sandbox.changes, { number, at: now }] };
}

export const isFull = ({ changes }: Sandbox): boolean => changes.length >= mostChanges;

export function updatedAtIn({ changes }: Sandbox, number: string): Date | undefined {
  return changes.findLast((change) => change.number === number)?.at;
}

/** As the list of the real applications: each once in a pass, at its newest change. */
export function listIn(sandbox: Sandbox, { pass, since, status, atMost }: ListQuery): ListedPart {
  const { changes } = sandbox;
  const until = pass?.until ?? changes.length;
  const first = since === undefined ? 0 : changes.findIndex(({ at }) => at >= since);
  const after = pass?.after ?? (first < 0 ? changes.length : first);
  const wanted = pass === undefined ? status : pass.status;
  const newest = new Map(changes.slice(0, until).map(({ number }, at) => [number, at + 1]));
  const found = [...newest]
    .filter(
      ([number, position]) => position > after && (wanted ?? stateIn(sandbox, number)) === stateIn(sandbox, number),
    )
    .sort(([, one], [, other]) => one - other);
  const ofStatus: Pick<Pass, 'status'> = wanted === undefined ? {} : { status: wanted };
  const shown = found.slice(0, atMost);
  const last = shown.at(-1)?.[1];
  return {
    applications: shown.flatMap(([number, position]) => listed(sandbox, number, position)),
    ...(found.length > shown.length && last !== undefined && { next: { after: last, until, ...ofStatus } }),
    resume: { after: until, ...ofStatus },
  };
}

const stateIn = (sandbox: Sandbox, number: string): string | undefined => findIn(sandbox, number)?.state.name;

function listed(sandbox: Sandbox, number: string, position: number): ListedPart['applications'] {
  const review = findIn(sandbox, number);
  const at = sandbox.changes[position - 1]?.at;
  if (review === undefined || at === undefined) return [];
  const { state, round, route, prefecture, items, receivedAt } = review;
  const { institutionName, institutionType } = items;
  const decidedAt = 'decision' in state ? state.decision.at : null;
  const facts = { round, route, prefecture, institutionName, institutionType, receivedAt, decidedAt };
  return [{ position, updatedAt: at, number, state: state.name, ...facts }];
}

/** As JSON tells it. */
export const sandboxIn = (json: string): Sandbox =>
  JSON.parse(json, (key, value: unknown) =>
    instants.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as Sandbox;

const instants = new Set(['at', 'receivedAt', 'since']);
