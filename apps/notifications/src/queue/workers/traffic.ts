import type { Logger } from '@todoke/service';
import { trafficPolicy } from '../../retry-policy.js';
import {
  afterAcceptance,
  afterCrowding,
  afterHurry,
  afterWelcome,
  type Allowance,
  atFirst,
  raised,
} from '../domain/allowance.js';
import { afterGreeting, afterHandover, type Breaker, closed, type Greeting } from '../domain/breaker.js';
import { domainOf, Gates } from '../domain/gates.js';
import type { Handover, HeldCause } from '../domain/mail.js';
import type { RetryPolicy } from '../domain/retry.js';

/** One mail on its way to the server. */
export interface Trip {
  readonly address: string;
  readonly since: Date;
  greeted: boolean;
}

/** Why the server refuses all mails, and since when. */
export interface Refusal {
  readonly since: Date;
  readonly cause: HeldCause;
}

/** Whose mails were held for a fault of ours that is mended: those of a domain, or all. */
export type Mended = { readonly domain: string } | 'all';

/**
 * What this sender has learned of the server and of recipients: whether mails are taken at all (the breaker), how many
 * connections there may be (the allowance), and whose mails wait (the gates).
 */
export class Traffic {
  private breaker: Breaker = closed;
  private allowance: Allowance;
  private readonly gates: Gates;
  private readonly trips = new Set<Trip>();
  private readonly policy: ReturnType<typeof trafficPolicy>;

  constructor(
    most: number,
    retry: RetryPolicy,
    private readonly logger: Logger,
    /** Called when the number of connections that may be opened has changed. */
    private readonly allowed: (connections: number) => void,
  ) {
    this.policy = trafficPolicy(retry);
    this.gates = new Gates(this.policy.gates);
    this.allowance = atFirst(most);
    allowed(this.allowance.limit);
  }

  get onTheWay(): number {
    return this.trips.size;
  }

  get limit(): number {
    return this.allowance.limit;
  }

  /** Since when no mails are taken, and why the server refuses them; no cause: it is unavailable. */
  get trouble(): { readonly since: Date; readonly cause?: HeldCause } | undefined {
    const { breaker } = this;
    if (breaker.state === 'closed') return undefined;
    return { since: breaker.since, ...(breaker.cause === undefined ? {} : { cause: breaker.cause }) };
  }

  get refusal(): Refusal | undefined {
    const { trouble } = this;
    return trouble?.cause === undefined ? undefined : { since: trouble.since, cause: trouble.cause };
  }

  /** What may be done now: mails are taken up, one is, the server is greeted, or nothing. */
  next(now: Date): 'mails' | 'one mail' | 'greeting' | 'nothing' {
    const { breaker } = this;
    if (breaker.state === 'closed') return 'mails';
    if (now < breaker.tryAt) return 'nothing';
    if (breaker.probe === 'greeting') return 'greeting';
    return this.trips.size === 0 ? 'one mail' : 'nothing';
  }

  /** Milliseconds until an open breaker may be tried. */
  untilTry(now: Date): number {
    return this.breaker.state === 'closed' ? 0 : Math.max(0, this.breaker.tryAt.getTime() - now.getTime());
  }

  /** How many more mails may be on their way. @param unwritten outcomes that are not stored yet */
  room(unwritten: number, now: Date): number {
    const { pausedUntil } = this.allowance;
    if (pausedUntil !== undefined && now < pausedUntil) return 0;
    const onTheWay = this.trips.size;
    if (onTheWay >= this.allowance.limit) this.setAllowance(raised(this.allowance, now));
    const { limit } = this.allowance;
    return Math.min(limit - onTheWay, limit * 2 - onTheWay - unwritten);
  }

  /** Addresses and domains whose mails are not taken up. */
  closedGates(now: Date): string[] {
    return this.gates.closed(now);
  }

  /** A domain of which one mail may be tried; none other is until it is known what came of that. */
  nextDomain(now: Date): string | undefined {
    const [domain] = this.gates.due(now);
    if (domain !== undefined) this.gates.postpone(domain, new Date(now.getTime() + this.policy.gates.domain.first));
    return domain;
  }

  begin(address: string, since: Date): Trip {
    const trip = { address, since, greeted: false };
    this.trips.add(trip);
    return trip;
  }

  greeted(trip: Trip): void {
    trip.greeted = true;
    this.setAllowance(afterWelcome(this.allowance, this.served()));
  }

  end(trip: Trip): void {
    this.trips.delete(trip);
  }

  /** What came of a mail, in the light of the others: a server that serves others of ours is not unavailable. */
  inContext(trip: Trip, handover: Handover): Handover {
    if (handover.kind === 'unavailable' && !trip.greeted && this.served() > 0) return { kind: 'crowded' };
    if (handover.kind === 'refused' && handover.doubtful && this.gates.doubtful(trip.address)) {
      return { kind: 'held', status: handover.status, cause: 'unclear', said: 'recipient' };
    }
    return handover;
  }

  /**
   * Learns from what came of a mail.
   * @param dueAt when the mail is tried again
   * @returns whose mails a mended fault of ours held
   */
  learn(trip: Trip, handover: Handover, dueAt: Date | undefined, now: Date): Mended | undefined {
    const before = this.refusal;
    let everybody = handover.kind === 'held' && handover.said !== 'recipient';
    let mended: Mended | undefined;
    switch (handover.kind) {
      case 'accepted':
        this.setAllowance(afterAcceptance(this.allowance, now));
        mended = this.opened(trip, true);
        break;
      case 'refused':
        if (!handover.doubtful) this.opened(trip, false);
        break;
      case 'held':
      case 'deferred': {
        const trouble = { ...trip, dueAt: dueAt ?? now, held: handover.kind === 'held' };
        const all = !everybody && this.gates.troubled(trouble, now, Math.random());
        everybody ||= all && handover.kind === 'held';
        break;
      }
      case 'crowded':
        this.setAllowance(afterCrowding(this.allowance, this.crowd(trip), this.policy.allowance, now));
        break;
      case 'hurried':
        this.setAllowance(afterHurry(this.allowance, trip.since, this.policy.allowance, now));
        break;
      case 'unavailable':
      case 'stuck':
      case 'cut-off':
      case 'unreadable':
      case 'too-late':
        break;
    }
    this.setBreaker(afterHandover(this.breaker, handover, this.policy.breaker, now, Math.random(), everybody));
    return this.afterRefusal(before) ?? mended;
  }

  /** @returns whose mails a mended fault of ours held */
  learnGreeting(greeting: Greeting, now: Date): Mended | undefined {
    const before = this.refusal;
    this.setBreaker(afterGreeting(this.breaker, greeting, this.policy.breaker, now, Math.random()));
    return this.afterRefusal(before);
  }

  /** Nothing is held by it: mails are taken up again. */
  forgetRefusal(): void {
    if (this.refusal !== undefined) this.setBreaker(closed);
  }

  private opened({ address }: Trip, accepted: boolean): Mended | undefined {
    const whose = this.gates.answered(address, accepted);
    return whose === 'domain' ? { domain: domainOf(address) } : whose;
  }

  private afterRefusal(before: Refusal | undefined): Mended | undefined {
    if (before === undefined || this.breaker.state === 'open') return undefined;
    this.gates.openHeld();
    return 'all';
  }

  private served(): number {
    return [...this.trips].filter(({ greeted }) => greeted).length;
  }

  private crowd(trip: Trip): Parameters<typeof afterCrowding>[1] {
    return { all: this.trips.size, greeted: this.served() - (trip.greeted ? 1 : 0), since: trip.since };
  }

  private setAllowance(next: Allowance): void {
    const changed = next.limit !== this.allowance.limit;
    if (changed && next.limit < this.allowance.limit) this.logger.info({ connections: next.limit }, 'SMTP connections');
    this.allowance = next;
    if (changed) this.allowed(next.limit);
  }

  private setBreaker(next: Breaker): void {
    const before = this.breaker;
    this.breaker = next;
    const [was, is] = [stateOf(before), stateOf(next)];
    if (was !== is) this.logger.warn({ smtp: is }, 'SMTP server');
  }
}

/** As the log says it. */
const stateOf = (breaker: Breaker): string =>
  breaker.state === 'closed' ? 'back' : breaker.cause === undefined ? 'unavailable' : `refuses: ${breaker.cause}`;
