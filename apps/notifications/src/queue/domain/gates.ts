import { retryAt, type RetryPolicy } from './retry.js';

/**
 * Where mails wait: an address that was refused for now, and a domain where several were in a row. Nothing else waits
 * for them. An address waits for a short time; of a domain one mail at a time is tried, ever more seldom, until one is
 * taken. Kept in memory by each sender: after a restart each learns it again with a few mails.
 */
export interface GatePolicy {
  /** Milliseconds; no longer does one mail's wait hold others to the same address. */
  readonly longestOfAddress: number;
  readonly domain: RetryPolicy;
}

/** A mail that was refused for now, or held for a fault of ours. */
export interface Trouble {
  readonly address: string;
  /** When the mail itself is tried again. */
  readonly dueAt: Date;
  /** When the attempt was begun. */
  readonly since: Date;
  /** Refused for a fault of ours. */
  readonly held: boolean;
}

interface Gate {
  readonly failures: number;
  readonly closedAt: number;
  readonly until: number;
  readonly held: boolean;
}

/** Addresses in a row that close their domain. */
const addressesThatClose = 3;
/** Domains in a row that refuse us, before all count as refusing us. */
const domainsThatHold = 2;
/** Addresses, and their domains, in a row that are refused without a word why: then it is taken for a fault of ours. */
const addressesInDoubt = 3;
const domainsInDoubt = 2;
/** More are not remembered: the rest wait by themselves. */
const mostGates = 500;

export class Gates {
  private readonly addresses = new Map<string, number>();
  private readonly domains = new Map<string, Gate>();
  /** Addresses refused in a row, by domain. */
  private readonly streaks = new Map<string, Set<string>>();
  /** Domains that refused us in a row; a mail that is accepted anywhere ends it. */
  private readonly refusing = new Set<string>();
  /** Addresses that were refused for good in a row and not told why. */
  private readonly unclear = new Set<string>();

  constructor(private readonly policy: GatePolicy) {}

  /** Addresses and domains whose mails are not taken up. */
  closed(now: Date): string[] {
    for (const [address, until] of this.addresses) if (until <= now.getTime()) this.addresses.delete(address);
    return [...this.addresses.keys(), ...this.domains.keys()];
  }

  /** Domains of which one mail may be tried. They stay closed until it is known what came of it. */
  due(now: Date): string[] {
    return [...this.domains].filter(([, { until }]) => until <= now.getTime()).map(([domain]) => domain);
  }

  /** One mail of the domain is tried, or none was found to try: no other until then. */
  postpone(domain: string, until: Date): void {
    const gate = this.domains.get(domain);
    if (gate !== undefined) this.domains.set(domain, { ...gate, until: until.getTime() });
  }

  /** @returns whether so many domains refused us in a row that all seem to */
  troubled({ address, dueAt, since, held }: Trouble, now: Date, chance: number): boolean {
    const domain = domainOf(address);
    const until = Math.min(dueAt.getTime(), now.getTime() + this.policy.longestOfAddress);
    remember(this.addresses, address.toLowerCase(), until);
    const streak = this.streaks.get(domain) ?? new Set();
    remember(this.streaks, domain, streak.add(address.toLowerCase()));
    const gate = this.domains.get(domain);
    if (gate !== undefined || streak.size >= addressesThatClose) this.close(domain, gate, { since, held }, now, chance);
    if (held) this.refusing.add(domain);
    return this.refusing.size >= domainsThatHold;
  }

  /** A refusal for good that does not say why. @returns whether so many came in a row that it is hardly the address */
  doubtful(address: string): boolean {
    if (this.unclear.size < addressesInDoubt) this.unclear.add(address.toLowerCase());
    const domains = new Set([...this.unclear].map(domainOf));
    return this.unclear.size >= addressesInDoubt || domains.size >= domainsInDoubt;
  }

  /** Its server answered: the mail was accepted, or its recipient is none. @returns whether held mails may go now */
  answered(address: string, accepted: boolean): 'domain' | 'all' | undefined {
    const domain = domainOf(address);
    this.addresses.delete(address.toLowerCase());
    this.streaks.delete(domain);
    const held = this.domains.get(domain)?.held === true || this.refusing.has(domain);
    this.domains.delete(domain);
    if (!accepted) return undefined;
    const all = this.refusing.size >= domainsThatHold;
    this.refusing.clear();
    this.unclear.clear();
    return all ? 'all' : held ? 'domain' : undefined;
  }

  /** All that waited for a fault of ours may be tried. */
  openHeld(): void {
    for (const [domain, gate] of this.domains) if (gate.held) this.domains.delete(domain);
    this.addresses.clear();
    this.streaks.clear();
    this.refusing.clear();
  }

  /** Attempts that were begun before it closed say nothing new. */
  private close(
    domain: string,
    gate: Gate | undefined,
    { since, held }: Pick<Trouble, 'since' | 'held'>,
    now: Date,
    chance: number,
  ): void {
    if (gate !== undefined && since.getTime() < gate.closedAt) return;
    const failures = (gate?.failures ?? 0) + 1;
    const until = retryAt(failures, this.policy.domain, now, chance).getTime();
    remember(this.domains, domain, { failures, closedAt: now.getTime(), until, held });
  }
}

/** In lower case. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (!map.has(key) && map.size >= mostGates) {
    const [oldest] = map.keys();
    if (oldest !== undefined) map.delete(oldest);
  }
  map.set(key, value);
}
