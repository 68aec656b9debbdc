/** Why a step of a report is not possible. */
export type Refusal = 'already-reported' | 'already-released' | 'not-reported' | 'window-closed';

/** Thrown by a step that is not possible. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly code: Refusal) {
    super(code);
  }
}
