import { randomInt } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

const algorithm = 'PBKDF2/SHA-256';

/** Difficulty of level 0: about a second on a telephone, which makes floods expensive. Each level doubles it. */
const cost = 1_000;
const counter = { from: 500, to: 2_000 };
const minutesValid = 20;

/** The highest level: half a minute on a telephone. The widget gives up after a minute and a half. */
export const hardestCheck = 5;

const hex = z
  .string()
  .regex(/^[0-9a-f]+$/i)
  .max(256);

const level = z.int().min(0).max(hardestCheck);

/** The widget's POST value in base64: the challenge and its solution. */
const payload = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(algorithm),
      nonce: hex,
      salt: hex,
      cost: z.literal(cost),
      keyLength: z.literal(32),
      keyPrefix: hex,
      keySignature: hex,
      expiresAt: z.int().positive(),
      /** Absent in challenges of the release before, which had one level. */
      data: z.object({ level }).optional(),
    }),
    signature: hex,
  }),
  solution: z.object({
    counter: z
      .int()
      .min(0)
      .max(counter.to * 2 ** hardestCheck),
    derivedKey: hex,
    time: z.number().optional(),
  }),
});

export interface SolvedCheck {
  /** Id of the challenge, which is accepted once. */
  readonly signature: string;
  readonly expiresAt: Date;
  /** How hard it was. */
  readonly level: number;
}

/**
 * The robot check (R10, R11): proof of work by ALTCHA, created and verified here, no picture to recognise.
 * It uses the real time, as the widget in the browser does.
 */
export class RobotCheck {
  private readonly keys: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  /** @param keys of this service alone, so that a check which another one made passes nothing here */
  constructor(keys: { readonly challenge: Buffer; readonly solution: Buffer }) {
    this.keys = {
      hmacSignatureSecret: keys.challenge.toString('hex'),
      hmacKeySignatureSecret: keys.solution.toString('hex'),
    };
  }

  /** @param wanted the level as text of an address; whatever is none is the lowest */
  challenge(wanted: unknown = 0): Promise<Challenge> {
    const asked = level.safeParse(Number(wanted));
    const chosen = asked.success ? asked.data : 0;
    const harder = 2 ** chosen;
    return createChallenge({
      algorithm,
      cost,
      counter: randomInt(counter.from * harder, counter.to * harder),
      data: { level: chosen },
      deriveKey,
      expiresAt: new Date(Date.now() + minutesValid * 60_000),
      ...this.keys,
    });
  }

  /** The check in a posted field. Undefined unless it is a correct solution, in time, of a challenge of ours. */
  async solved(posted: string): Promise<SolvedCheck | undefined> {
    const read = payload.safeParse(jsonIn(posted));
    if (!read.success) return undefined;
    const { challenge, solution } = read.data;
    const { verified } = await verifySolution({ challenge, solution, deriveKey, ...this.keys });
    if (!verified) return undefined;
    const { expiresAt, data } = challenge.parameters;
    return { signature: challenge.signature, expiresAt: new Date(expiresAt * 1_000), level: data?.level ?? 0 };
  }
}

function jsonIn(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
