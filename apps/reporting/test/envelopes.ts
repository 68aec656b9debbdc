import { randomUUID } from 'node:crypto';
import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  institutionChanged,
  permissionGranted,
  type ApplicationItems,
  type DataOf,
  type Envelope,
  type EventContract,
} from '@todoke/events';
import { november } from './running.js';

function envelope<Contract extends EventContract>(
  contract: Contract,
  aggregate: { id: string; version: number },
  data: DataOf<Contract>,
): Envelope {
  return contract.parse({
    id: randomUUID(),
    subject: contract.subject,
    occurredAt: november.toISOString(),
    correlationId: randomUUID(),
    aggregate: { type: contract.aggregateType, ...aggregate },
    data,
  });
}

/** The same event under another id, as a producer would send it that announced it twice. */
export const again = (event: Envelope): Envelope => ({ ...event, id: randomUUID() });

const items: ApplicationItems = {
  institutionName: 'サンプル薬局',
  institutionType: 'pharmacy',
  codeHolding: '2',
  phone: '0992862707',
  postalCode: '8908577',
  prefecture: '46',
  municipality: '鹿児島市',
  street: '鴨池新町１０番１号',
  familyName: '山田',
  givenName: '太郎',
  departmentPhone: '0992862707',
  email: 'yakkyoku@example.jp',
};
const address = items.email;
const at = november.toISOString();
const token = 'eyJhbGciOiJFQ0RILUVTIn0..MTIz.c2Vh.MTIz';
const institution = { institution: 'i-1', institutionName: items.institutionName };

/** What happens to one application, as the services tell it. */
export function tale(number: string, place: { prefecture?: string; municipality?: string } = {}) {
  const told = { ...items, ...place };
  const about = { number, prefecture: told.prefecture };
  const id = (version: number) => ({ id: number, version });
  return {
    submitted: () => envelope(applicationSubmitted, id(1), { ...about, items: told, address }),
    approved: () =>
      envelope(applicationApproved, id(2), {
        ...about,
        route: 'self',
        items: told,
        address,
        approvedBy: 'o',
        approvedAt: at,
        submittedAt: at,
      }),
    rejected: () =>
      envelope(applicationRejected, id(2), {
        ...about,
        address,
        institutionName: told.institutionName,
        reason: '理由',
      }),
    issued: () =>
      envelope(accountIssued, id(3), {
        ...about,
        ...institution,
        loginId: 'k1',
        address,
        sealedToken: token,
        issuedAt: at,
      }),
    granted: () =>
      envelope(permissionGranted, id(3), {
        ...about,
        ...institution,
        loginId: 'k1',
        addresses: [address],
        location: '鹿児島県',
        permission: 'pharmacy',
        route: 'self',
      }),
    closed: () => envelope(applicationClosed, id(3), { ...about, reason: 'nothing-to-do' }),
    voided: () =>
      envelope(accountVoided, id(4), { ...about, institution: 'i-1', reason: 'guidance-undeliverable' }),
  };
}

export const changed = (
  version: number,
  permissions: ('medical' | 'pharmacy')[],
  name = 'サンプル薬局',
  id = 'i-1',
): Envelope =>
  envelope(
    institutionChanged,
    { id, version },
    {
      institution: id,
      name,
      type: 'pharmacy',
      prefecture: '46',
      municipality: '鹿児島市',
      location: '鹿児島県鹿児島市鴨池新町１０番１号',
      permissions,
      hasAccount: true,
    },
  );
