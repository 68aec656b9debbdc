/**
 * The event came before the one that it builds on. It is put back and delivered again later; it is no error.
 * `reason` is for the operator and holds no personal data.
 */
export class NotYet extends Error {
  override readonly name = 'NotYet';

  constructor(readonly reason: string) {
    super(reason);
  }
}

export const notYet = (reason: string): NotYet => new NotYet(reason);
