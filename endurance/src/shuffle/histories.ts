import { randomUUID } from 'node:crypto';
import {
  accountIssued,
  accountVoided,
  accountVoidingRefused,
  accountVoidingRequested,
  addressChanged,
  addressChangeRefused,
  addressChangeRequested,
  apiClientChanged,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationReturned,
  applicationSubmitted,
  approvalWithdrawn,
  type DataOf,
  type Envelope,
  inquiryAnswered,
  institutionChanged,
  mailAccepted,
  mailBounced,
  mailFailed,
  passwordResetRequested,
  permissionGranted,
  personChanged,
  preNoticeWanted,
  proxyApplicationFiled,
  reminderWanted,
  reportReleased,
  reportReturned,
  reportSubmitted,
  ssoDeclined,
  verificationRequested,
} from '@todoke/events';
import { exampleEvent } from '@todoke/testing';

/** A person's action that a service needs besides the events. */
export interface Deed {
  readonly at: 'approval' | 'accounts';
  readonly does: 'approve' | 'reject' | 'confirm' | 'return';
  readonly number: string;
}

export type Step = Envelope | Deed;

/** The steps of one application, or of something else, in order. */
export interface History {
  readonly name: string;
  readonly route: 'self' | 'proxy';
  /** Empty where it is about no application. */
  readonly number: string;
  readonly steps: readonly Step[];
}

export const isDeed = (step: Step): step is Deed => 'does' in step;
export const isEvent = (step: Step): step is Envelope => !isDeed(step);

type ClosingReason = DataOf<typeof applicationClosed>['reason'];
type Seal = (secret: string) => Promise<string>;

const minute = 60_000;

/**
 * Builds the steps of one history, one a minute. The events are the frozen examples with the data of this application.
 */
class HistoryBuilder {
  readonly steps: Step[] = [];
  readonly number: string;
  private readonly facts;
  private readonly mails = new Map<string, string>();
  private readonly institution = randomUUID();
  /** Version of the application at accounts, where the check is the first. */
  private version = 1;

  constructor(
    private readonly index: number,
    readonly route: 'self' | 'proxy',
    private readonly begin: Date,
  ) {
    this.number =
      route === 'self' ? `APF-${String(9_000 + index).padStart(8, '0')}` : `APF-5${String(index).padStart(7, '0')}`;
    const { items, address } = exampleEvent(applicationSubmitted).data;
    const own = { institutionName: `順不同薬局第${index}号`, insuranceCode: `464${String(index).padStart(7, '0')}` };
    const place = { prefecture: '46', municipality: '鹿児島市' } as const;
    this.facts = {
      items: { ...items, ...own, ...place, institutionCode: undefined },
      address,
      prefecture: '46',
    } as const;
  }

  private get now(): Date {
    return new Date(this.begin.getTime() + this.steps.length * minute);
  }

  private add(step: Step): this {
    this.steps.push(step);
    return this;
  }

  submitted(): this {
    const { number } = this;
    return this.add(
      exampleEvent(applicationSubmitted, { data: { number, ...this.facts }, version: 1, occurredAt: this.now }),
    );
  }

  filed(): this {
    const { items, prefecture } = this.facts;
    const data = { number: this.number, prefecture, items };
    return this.add(exampleEvent(proxyApplicationFiled, { data, version: 1, occurredAt: this.now }));
  }

  approved(): this {
    const { number, route, now } = this;
    if (route === 'self') this.add({ at: 'approval', does: 'approve', number });
    const times = { approvedAt: now.toISOString(), submittedAt: this.begin.toISOString() };
    const data = { number, route, ...this.facts, ...times };
    return this.add(exampleEvent(applicationApproved, { data, version: 2, occurredAt: now }));
  }

  rejected(): this {
    const { number } = this;
    this.add({ at: 'approval', does: 'reject', number });
    const { prefecture, address, items } = this.facts;
    const data = { number, prefecture, address, institutionName: items.institutionName };
    return this.add(exampleEvent(applicationRejected, { data, version: 2, occurredAt: this.now }));
  }

  confirmed(): this {
    const { number } = this;
    this.add({ at: 'accounts', does: 'confirm', number });
    const data = { number, address: this.facts.address, institutionName: this.facts.items.institutionName };
    return this.add(exampleEvent(preNoticeWanted, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  /** The prefecture withdraws its approval before the check: accounts sends the application back. */
  undone(): this {
    const { number, now } = this;
    this.add(exampleEvent(approvalWithdrawn, { data: { number, prefecture: '46' }, version: 3, occurredAt: now }));
    return this.sentBack();
  }

  /** 差戻し by the secretariat. */
  returned(): this {
    this.add({ at: 'accounts', does: 'return', number: this.number });
    return this.sentBack('申請内容をご確認ください。');
  }

  private sentBack(reason?: string): this {
    const data = { number: this.number, round: 2, prefecture: '46', reason };
    return this.add(exampleEvent(applicationReturned, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  /** @param at when the receiving server took it; ② falls due an hour later */
  accepted(mail: 'M2' | 'M3' | 'M4' | 'M5' | 'M6', at = this.now): this {
    if (mail === 'M4') this.version += 1;
    const data = { mail, reference: this.number, acceptedAt: at.toISOString() };
    return this.add(exampleEvent(mailAccepted, { data, id: this.mail(mail), version: 1, occurredAt: at }));
  }

  bounced(mail: 'M4' | 'M5', version = 1): this {
    const data = { mail, reference: this.number };
    return this.add(exampleEvent(mailBounced, { data, id: this.mail(mail), version, occurredAt: this.now }));
  }

  failed(mail: 'M5'): this {
    const data = { mail, reference: this.number, reason: 'gave-up' as const };
    return this.add(exampleEvent(mailFailed, { data, id: this.mail(mail), version: 1, occurredAt: this.now }));
  }

  async issued(seal: Seal): Promise<this> {
    const { number, institution } = this;
    this.institutionIs(1, true);
    this.add(
      exampleEvent(personChanged, { data: { person: randomUUID(), institution }, version: 1, occurredAt: this.now }),
    );
    const { prefecture, address, items } = this.facts;
    const told = { number, prefecture, address, institution, institutionName: items.institutionName };
    const data = { ...told, sealedToken: await seal('t'.repeat(32)), issuedAt: this.now.toISOString() };
    return this.add(exampleEvent(accountIssued, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  voided(): this {
    const { number, institution } = this;
    this.institutionIs(2, false);
    const data = { number, prefecture: '46', institution };
    return this.add(exampleEvent(accountVoided, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  /** A prefecture asks to void the account whose ② was given up. */
  voidingAsked(): this {
    const data = { number: this.number, prefecture: '46' };
    return this.add(exampleEvent(accountVoidingRequested, { data, version: 1, occurredAt: this.now }));
  }

  /** Somebody had set a password. */
  kept(): this {
    const data = { number: this.number, why: 'password-set' };
    return this.add(exampleEvent(accountVoidingRefused, { data, version: 1, occurredAt: this.now }));
  }

  granted(): this {
    this.institutionIs(3, true);
    const data = { number: this.number, prefecture: '46', institution: this.institution, route: this.route };
    return this.add(exampleEvent(permissionGranted, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  closed(reason: ClosingReason): this {
    const data = { number: this.number, prefecture: '46', reason };
    return this.add(exampleEvent(applicationClosed, { data, version: (this.version += 1), occurredAt: this.now }));
  }

  institutionIs(version: number, hasAccount: boolean): this {
    const { institution, facts } = this;
    const { institutionName: name, insuranceCode, prefecture, municipality } = facts.items;
    const data = { institution, name, insuranceCode, prefecture, municipality, hasAccount };
    return this.add(exampleEvent(institutionChanged, { data, version, occurredAt: this.now }));
  }

  private mail(mail: string): string {
    const known = this.mails.get(mail) ?? randomUUID();
    this.mails.set(mail, known);
    return known;
  }
}

/**
 * Every course that an application can take, and every other event. ② is due an hour after ① was accepted, so
 * it is due where ① was accepted some hours ago, and not where it was accepted now.
 * @param seal as producers seal codes and tokens for notifications
 */
export async function histories(now: Date, seal: Seal): Promise<History[]> {
  const begin = new Date(now.getTime() - 180 * minute);
  let index = 0;
  const self = (): HistoryBuilder => new HistoryBuilder((index += 1), 'self', begin).submitted().accepted('M2');
  const proxy = (): HistoryBuilder => new HistoryBuilder((index += 1), 'proxy', begin).filed();
  const told = (name: string, { route, number, steps }: HistoryBuilder): History => ({ name, route, number, steps });
  return [
    told('issued', (await self().approved().confirmed().accepted('M4').issued(seal)).accepted('M5')),
    told('rejected', self().rejected().accepted('M3')),
    told('① bounced', self().approved().confirmed().bounced('M4').closed('pre-notice-undeliverable')),
    told(
      '① accepted, then bounced',
      self().approved().confirmed().accepted('M4', now).bounced('M4', 2).closed('pre-notice-undeliverable'),
    ),
    told('permission granted', self().approved().granted().accepted('M6')),
    told('nothing to do', self().approved().closed('nothing-to-do')),
    told('nothing to do any more', self().approved().confirmed().accepted('M4', now).closed('nothing-to-do')),
    told('permission granted instead', self().approved().confirmed().accepted('M4', now).granted().accepted('M6')),
    told('② bounced', (await self().approved().confirmed().accepted('M4').issued(seal)).bounced('M5').voided()),
    told(
      '② accepted, then bounced',
      (await self().approved().confirmed().accepted('M4').issued(seal)).accepted('M5').bounced('M5', 2).voided(),
    ),
    told('② given up', (await self().approved().confirmed().accepted('M4').issued(seal)).failed('M5')),
    told(
      '② given up, and voided',
      (await self().approved().confirmed().accepted('M4').issued(seal)).failed('M5').voidingAsked().voided(),
    ),
    told('② given up, and kept', (await self().approved().confirmed().accepted('M4').issued(seal)).failed('M5').kept()),
    told('approval undone', self().approved().undone()),
    told('returned by the secretariat', self().approved().returned()),
    told('proxy, returned by the secretariat', proxy().approved().returned()),
    told('proxy, issued', (await proxy().approved().confirmed().accepted('M4').issued(seal)).accepted('M5')),
    told('proxy, permission granted', proxy().approved().granted()),
    { name: 'besides', route: 'self', number: '', steps: await besides(now, seal) },
  ];
}

/** The events that are about no application. */
async function besides(now: Date, seal: Seal): Promise<Envelope[]> {
  const expiresAt = new Date(now.getTime() + 50 * minute).toISOString();
  const sealedCode = await seal('123456');
  const code = exampleEvent(verificationRequested, { data: { sealedCode, expiresAt }, id: randomUUID(), version: 1 });
  const sealedToken = await seal('r'.repeat(32));
  return [
    code,
    exampleEvent(mailAccepted, { data: { mail: 'M1', reference: code.aggregate.id }, id: randomUUID(), version: 1 }),
    exampleEvent(passwordResetRequested, { data: { sealedToken, expiresAt }, version: 1 }),
    exampleEvent(apiClientChanged),
    exampleEvent(addressChangeRequested),
    exampleEvent(addressChanged),
    exampleEvent(addressChangeRefused),
    exampleEvent(ssoDeclined),
    exampleEvent(inquiryAnswered),
    exampleEvent(reminderWanted, { data: { deadline: expiresAt } }),
    exampleEvent(reportSubmitted),
    exampleEvent(reportReturned),
    exampleEvent(reportReleased),
  ];
}
