import type { TypedValues } from '@todoke/application-form';
import type { CodeMail, Draft, Items, Verification } from '../domain/draft.js';
import { eraseAt } from '../domain/deadlines.js';
import type { Draft as Row } from '../../persistence/generated/client.js';

/** The row is not one that any version of this service writes. */
const broken = (row: Row): Error => new Error(`draft ${row.id} cannot be read at stage ${row.stage}`);

const mailOf = (row: Row): CodeMail => ({
  state: row.mailState as CodeMail['state'],
  version: row.mailVersion,
  ...(row.mailReason !== null && { reason: row.mailReason }),
});

function verificationOf(row: Row): Verification {
  if (row.verificationId === null || row.codeRequestedAt === null) throw broken(row);
  return {
    id: row.verificationId,
    requestedAt: row.codeRequestedAt,
    codeHash: row.codeHash ?? undefined,
    wrongAttempts: row.wrongAttempts,
    mail: mailOf(row),
  };
}

export function draftFrom(row: Row): Draft {
  const begun = { id: row.id, address: row.address, values: row.values as TypedValues };
  switch (row.stage) {
    case 'address':
      return { stage: 'address', ...begun };
    case 'code':
      return { stage: 'code', ...begun, verification: verificationOf(row) };
    case 'input':
      return { stage: 'input', ...begun, verification: verificationOf(row) };
    case 'confirm': {
      const { items, termsVersion: terms, privacyVersion: privacy } = row;
      if (items === null || terms === null || privacy === null) throw broken(row);
      return {
        stage: 'confirm',
        ...begun,
        verification: verificationOf(row),
        items: items as unknown as Items,
        agreement: { terms, privacy },
      };
    }
    case 'submitted':
      if (row.number === null) throw broken(row);
      return { stage: 'submitted', id: row.id, number: row.number };
    default:
      throw broken(row);
  }
}

const nothingVerified = {
  verificationId: null,
  codeHash: null,
  codeRequestedAt: null,
  wrongAttempts: 0,
  mailState: 'under-way',
  mailReason: null,
  mailVersion: 0,
};

const columnsOf = (verification: Verification) => ({
  verificationId: verification.id,
  codeHash: verification.codeHash ?? null,
  codeRequestedAt: verification.requestedAt,
  wrongAttempts: verification.wrongAttempts,
  mailState: verification.mail.state,
  mailReason: verification.mail.reason ?? null,
  mailVersion: verification.mail.version,
});

/** All columns of a draft but its id. */
export function rowFrom(draft: Draft, now: Date) {
  const confirmed = draft.stage === 'confirm' ? draft : undefined;
  return {
    stage: draft.stage,
    address: draft.stage === 'submitted' ? '' : draft.address,
    values: draft.stage === 'submitted' ? {} : { ...draft.values },
    ...('verification' in draft ? columnsOf(draft.verification) : nothingVerified),
    items: confirmed ? { ...confirmed.items } : null,
    termsVersion: confirmed?.agreement.terms ?? null,
    privacyVersion: confirmed?.agreement.privacy ?? null,
    number: draft.stage === 'submitted' ? draft.number : null,
    eraseAt: eraseAt(draft.stage, now),
  };
}
