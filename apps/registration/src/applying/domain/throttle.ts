import { domainOf, isLarge } from './letter-box.js';

/** At most `times` within `minutes`; a fixed window that begins with the first attempt. */
export interface Limit {
  readonly times: number;
  readonly minutes: number;
}

/**
 * Rate limits (R20) that refuse what is beyond them.
 * Letter box: nobody's may be flooded. Session: one browser must not flood the form.
 */
export const limits = {
  codeToAddress: { times: 6, minutes: 60 },
  codeOfSession: { times: 10, minutes: 60 },
  codeEntryOfSession: { times: 30, minutes: 10 },
  formOfSession: { times: 240, minutes: 10 },
  /** Rendering a PDF takes more processor time than any page. */
  downloadOfSession: { times: 20, minutes: 10 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** The first page, before anything is stored of whoever fills it in: counted in memory. */
export const firstPageOfSession: Limit = { times: 30, minutes: 10 };

export const windowEnd = ({ minutes }: Pick<Limit, 'minutes'>, begin: Date): Date =>
  new Date(begin.getTime() + minutes * 60_000);

/** How many addresses may be entered within an hour before the robot check becomes harder. */
export interface Allowances {
  readonly perClient: number;
  readonly perDomain: number;
  readonly inTotal: number;
}

/** At a domain where many have their mail, more may apply. */
const largerBy = 10;

export const minutesOfEntries = 60;

/** What one entered address counts for. */
export interface Entry {
  /** Unhashed. */
  readonly key: string;
  readonly free: number;
}

/**
 * Its network, and what networks share: the domain of the address, and all entries together.
 * @param client the network from which it was entered
 */
export function entriesOf(address: string, client: string, allowed: Allowances): { own: Entry; others: Entry[] } {
  const domain = domainOf(address);
  return {
    own: { key: `client:${client}`, free: allowed.perClient },
    others: [
      { key: `domain:${domain}`, free: allowed.perDomain * (isLarge(domain) ? largerBy : 1) },
      { key: 'total', free: allowed.inTotal },
    ],
  };
}

/**
 * How hard the robot check has to be. It is never a refusal, since hundreds may share an address or a domain: each
 * doubling of what is free doubles the work of the next, so that a flood costs its sender more and more.
 * @param count entered within the hour, this one included
 */
export const levelAt = (count: number, free: number, hardest: number): number =>
  Math.min(hardest, count <= free ? 0 : Math.ceil(Math.log2(count / free)));

/** The highest count for which a check of this level is hard enough (`levelAt`); of the hardest there is no end. */
export const reachOf = (level: number, free: number, hardest: number): number =>
  level >= hardest ? Infinity : free * 2 ** level;
