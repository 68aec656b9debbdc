import { type Answer, nowhere, Visitor } from '@todoke/testing';
import { solvedRobotCheck } from '@todoke/testing/people';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import type { Running } from './running.js';

export type Typed = Readonly<Record<string, string>>;

/** All that an applicant types on the application's page; valid together. */
export const filledIn: Typed = {
  institutionName: 'サンプル薬局',
  institutionCode: '1234567890',
  institutionType: 'pharmacy',
  codeHolding: '1',
  phone: '0312345678',
  insuranceCode: '3641234566',
  postalCode: '7708570',
  prefecture: '36',
  municipality: '徳島市',
  street: '万代町1丁目1番地',
  building: 'サンプルビル1階',
  department: '総務課',
  familyName: '山田',
  givenName: '太郎',
  departmentPhone: '0312345678',
  termsAccepted: 'on',
  privacyAccepted: 'on',
};

/** Somebody who applies, without script and in a session of their own; where a step leads is looked at by itself. */
export class Applicant extends Visitor {
  constructor(private readonly service: Pick<Running, 'url' | 'lastCode'>) {
    super(service.url, { follows: nowhere });
  }

  /** A solved robot check. */
  robotCheck(): Promise<string> {
    return solvedRobotCheck(this, urls.robotCheck);
  }

  async enterAddress(email = 'xxx@example.com'): Promise<Answer> {
    await this.get(urls.address);
    return this.send(urls.address, { email, altcha: await this.robotCheck() });
  }

  /** As far as the code's page, with a code on its way. */
  async askForCode(email?: string): Promise<void> {
    await this.enterAddress(email);
    await this.get(urls.confirmAddress);
    await this.send(urls.confirmAddress);
    await this.get(urls.code);
  }

  /** As far as the application's page. */
  async verify(email?: string): Promise<void> {
    await this.askForCode(email);
    await this.send(urls.code, { code: await this.service.lastCode() });
    await this.get(urls.application);
  }

  /** As far as the confirmation. */
  async fillIn(fields: Typed = {}, email?: string): Promise<void> {
    await this.verify(email);
    await this.send(urls.application, { ...filledIn, ...fields });
    await this.get(urls.confirm);
  }

  /** The whole journey. @returns the application's number */
  async apply(fields: Typed = {}, email?: string): Promise<string> {
    await this.fillIn(fields, email);
    await this.send(urls.confirm);
    const { text } = await this.get(urls.complete);
    return /APF-\d{8}/.exec(text)?.[0] ?? '';
  }
}
