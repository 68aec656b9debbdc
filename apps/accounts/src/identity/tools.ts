import type { KeySet } from '@todoke/messaging';
import type { Clock, Logger } from '@todoke/service';
import type { Databases } from '../persistence/databases.js';
import type { KnownBrowsers } from './credentials/known-browsers.js';
import type { AttemptHasher } from './persistence/attempts.js';

/** Dependencies of the actions of people's requests. */
export class IdentityTools {
  constructor(
    readonly databases: Databases,
    readonly clock: Clock,
    readonly attempts: AttemptHasher,
    readonly browsers: KnownBrowsers,
    /** Public keys of notifications, the only service that decrypts the links' tokens. */
    readonly sealingKeys: KeySet,
    readonly logger: Logger,
  ) {}
}
