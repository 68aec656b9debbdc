import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { isApiSecret } from '../credentials/api-secret.js';
import { AttemptHasher } from '../credentials/attempt-hasher.js';
import { pauseAfter, perApiClient, type Pause, windowStart } from '../domain/throttle.js';
import { countAttempt } from '../persistence/attempts.js';
import { noteRefusedSignIn } from '../persistence/refusals.js';

interface GivenSecret {
  /** `client_id`. */
  readonly client: string;
  readonly secret: string;
  /** Hashes of the secrets that are accepted. */
  readonly hashes: readonly string[];
  /** Network of the system. */
  readonly network: string;
}

/** Checks the secret of an API client. A wrong one is counted and audited; a right one leaves nothing. */
@Injectable()
export class CheckApiSecret {
  constructor(
    private readonly databases: Databases,
    private readonly attempts: AttemptHasher,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns whether it is right, or the pause after too many wrong ones */
  async run({ client, secret, hashes, network }: GivenSecret): Promise<boolean | Pause> {
    if (isApiSecret(secret, hashes)) return true;
    const now = this.clock.now();
    const keys = this.attempts.keys(`${client} ${network}`, network);
    const attempt = { kind: 'api-client', keys, since: windowStart(perApiClient, now), now, check: undefined } as const;
    const pause = await this.databases.inRequest((tx) =>
      countAttempt(tx, attempt, ({ bySubject }) => pauseAfter(bySubject, perApiClient, now)),
    );
    if (pause !== undefined) return pause;
    await noteRefusedSignIn(this.databases.app, client, now, 'api-client.refused');
    return false;
  }
}
