import type { KeySet } from '@todoke/messaging';
import type { Clock, Logger } from '@todoke/service';
import type { PeopleDatabase } from '../persistence/databases.js';
import type { KnownBrowsers } from './credentials/known-browsers.js';
import type { AttemptHasher } from './persistence/attempts.js';

/** What the actions of people's requests work with. */
export class IdentityTools {
  constructor(
    readonly database: PeopleDatabase,
    readonly clock: Clock,
    readonly attempts: AttemptHasher,
    readonly browsers: KnownBrowsers,
    /** Public keys of notifications, which alone opens the links' tokens. */
    readonly sealingKeys: KeySet,
    readonly logger: Logger,
  ) {}
}
