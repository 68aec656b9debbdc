import {
  accountIssued,
  accountVoided,
  applicationClosed,
  applicationSubmitted,
  institutionChanged,
  mailAccepted,
  mailBounced,
  mailFailed,
  permissionGranted,
} from '@todoke/events';
import { on } from '@todoke/messaging';
import type { Reviews } from '../persistence/reviews.js';
import { noteAccountIssued } from './note-account-issued.js';
import { noteAccountVoided } from './note-account-voided.js';
import { noteApplicationClosed } from './note-application-closed.js';
import { noteInstitution } from './note-institution.js';
import { noteMailAccepted } from './note-mail-accepted.js';
import { noteMailBounced } from './note-mail-bounced.js';
import { noteMailFailed } from './note-mail-failed.js';
import { notePermissionGranted } from './note-permission-granted.js';
import { openReview } from './open-review.js';

/** What this service hears, and what it then does. */
export const reactions = (reviews: Reviews) => [
  on(applicationSubmitted, openReview(reviews)),
  on(accountIssued, noteAccountIssued(reviews)),
  on(permissionGranted, notePermissionGranted(reviews)),
  on(applicationClosed, noteApplicationClosed(reviews)),
  on(accountVoided, noteAccountVoided(reviews)),
  on(mailAccepted, noteMailAccepted(reviews)),
  on(mailBounced, noteMailBounced),
  on(mailFailed, noteMailFailed),
  on(institutionChanged, noteInstitution),
];
