import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import { KeyedHashes } from '../secrets/keyed-hashes.js';

const algorithm = 'PBKDF2/SHA-256';

/** Difficulty: about a second on a telephone, which makes floods expensive. */
const cost = 1_000;
const counter = { from: 500, to: 2_000 };
const minutesValid = 20;

const hex = z
  .string()
  .regex(/^[0-9a-f]+$/i)
  .max(256);

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
    }),
    signature: hex,
  }),
  solution: z.object({
    counter: z.int().min(0).max(counter.to),
    derivedKey: hex,
    time: z.number().optional(),
  }),
});

export interface SolvedCheck {
  /** Id of the challenge, which is accepted once. */
  readonly signature: string;
  readonly expiresAt: Date;
}

/**
 * The robot check (R10, R11): proof of work by ALTCHA, created and verified here, no picture to recognise.
 * It uses the real time, as the widget in the browser does.
 */
@Injectable()
export class RobotCheck {
  private readonly keys: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  constructor(hashes: KeyedHashes) {
    this.keys = {
      hmacSignatureSecret: hashes.keyFor('robot-check').toString('hex'),
      hmacKeySignatureSecret: hashes.keyFor('robot-check-key').toString('hex'),
    };
  }

  challenge(): Promise<Challenge> {
    const expiresAt = new Date(Date.now() + minutesValid * 60_000);
    return createChallenge({
      algorithm,
      cost,
      counter: randomInt(counter.from, counter.to),
      deriveKey,
      expiresAt,
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
    return { signature: challenge.signature, expiresAt: new Date(challenge.parameters.expiresAt * 1_000) };
  }
}

function jsonIn(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
