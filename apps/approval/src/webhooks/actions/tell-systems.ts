import type { Transaction } from '../../persistence/databases.js';
import { type ApplicationStep, factOfApplication, factOfMail, type MailStep } from '../domain/facts.js';
import { keepFacts } from '../persistence/facts.js';

/** Steps of applications that their prefecture's systems are told of, with the transaction that makes them. */
export const tellOfApplications = (tx: Transaction, steps: readonly ApplicationStep[]): Promise<void> =>
  keepFacts(
    tx,
    steps.flatMap((step) => factOfApplication(step) ?? []),
  );

/** What became of mails about applications. */
export const tellOfMails = (tx: Transaction, steps: readonly MailStep[]): Promise<void> =>
  keepFacts(tx, steps.map(factOfMail));
