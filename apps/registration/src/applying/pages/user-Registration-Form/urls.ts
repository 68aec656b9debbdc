import type { Stage } from '../../domain/draft.js';

export const formUrl = '/user-Registration-Form';

export const urls = {
  address: formUrl,
  confirmAddress: `${formUrl}/confirm-address`,
  code: `${formUrl}/code`,
  codeMail: `${formUrl}/code/mail`,
  application: `${formUrl}/application`,
  postalCodes: `${formUrl}/postal-codes`,
  confirm: `${formUrl}/confirm`,
  complete: `${formUrl}/complete`,
  finish: `${formUrl}/finish`,
  download: `${formUrl}/application.pdf`,
  robotCheck: `${formUrl}/robot-check`,
} as const;

/** The page on which a draft of this stage goes on: nobody skips a step, and nobody is lost. */
export const pageOf: Readonly<Record<Stage, string>> = {
  address: urls.confirmAddress,
  code: urls.code,
  input: urls.application,
  confirm: urls.confirm,
  submitted: urls.complete,
};
