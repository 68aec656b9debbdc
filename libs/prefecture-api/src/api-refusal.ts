import type { Problem } from './generated.js';

/** The interface refused a request (RFC 9457). Its message is the Japanese text for people. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? `HTTP ${status}`);
  }

  /** For programs, such as `already-decided`; `unknown` where the answer had none. */
  get code(): string {
    return this.problem.code ?? 'unknown';
  }
}
