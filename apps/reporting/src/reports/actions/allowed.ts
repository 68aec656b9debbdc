import { type Refusal, Refused } from '../domain/refused.js';
import { problems } from '../problems.js';

const told: Readonly<Record<Refusal, () => Error>> = {
  'already-reported': problems.alreadyReported,
  'already-released': problems.alreadyReleased,
  'not-reported': problems.notReported,
  'window-closed': problems.windowClosed,
};

/** Takes a step. @throws Problem where it is not possible, with the code of its refusal */
export function allowed<Step>(step: () => Step): Step {
  try {
    return step();
  } catch (error) {
    throw error instanceof Refused ? told[error.code]() : error;
  }
}
