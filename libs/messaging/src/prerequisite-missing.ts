/**
 * The event came before the one that it builds on. It is redelivered and delivered again later; it is no error.
 * `reason` is for the operator and holds no personal data.
 */
export class PrerequisiteMissing extends Error {
  override readonly name = 'PrerequisiteMissing';

  constructor(readonly reason: string) {
    super(reason);
  }
}

export const prerequisiteMissing = (reason: string): PrerequisiteMissing => new PrerequisiteMissing(reason);
