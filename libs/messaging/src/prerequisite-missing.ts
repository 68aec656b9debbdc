/**
 * The event came before the one that it builds on (out-of-order delivery). It is redelivered, and that is no error.
 * `reason` is for operators, without personal data.
 */
export class PrerequisiteMissing extends Error {
  override readonly name = 'PrerequisiteMissing';

  constructor(readonly reason: string) {
    super(reason);
  }
}

export const prerequisiteMissing = (reason: string): PrerequisiteMissing => new PrerequisiteMissing(reason);
