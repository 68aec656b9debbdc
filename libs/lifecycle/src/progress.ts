/** The state that each event about an application leads to (R159), read the same way in every service. */
import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationReturned,
  applicationSubmitted,
  type EventOf,
  permissionGranted,
  preNoticeWanted,
  proxyApplicationFiled,
} from '@todoke/events';
import { type Position, positionOf } from './position.js';
import type { ApplicationState } from './states.js';

/** In the usual order of an application's course. */
export const progressEvents = [
  applicationSubmitted,
  proxyApplicationFiled,
  applicationApproved,
  applicationRejected,
  preNoticeWanted,
  accountIssued,
  permissionGranted,
  applicationClosed,
  accountVoided,
  applicationReturned,
] as const;

export type ProgressEvent = EventOf<(typeof progressEvents)[number]>;

/** State and position of an application after one event. */
export interface Progress extends Position {
  readonly number: string;
  readonly state: ApplicationState;
  readonly since: Date;
}

export function progressOf(event: ProgressEvent): Progress {
  const { aggregate, data, occurredAt } = event;
  const state = stateTold(event);
  const round = 'round' in data ? data.round : undefined;
  const position = positionOf(state, { round, version: aggregate.version });
  return { number: data.number, state, since: new Date(occurredAt), ...position };
}

/** The state of an application after this event. */
function stateTold(event: ProgressEvent): ApplicationState {
  switch (event.subject) {
    case applicationSubmitted.subject:
    // A proxy application begins as `waiting` too; its approval is an event of its own (R74).
    case proxyApplicationFiled.subject:
    // It waits for its prefecture again, in the round that the event names (R46).
    case applicationReturned.subject:
      return 'waiting';
    case applicationApproved.subject:
      return 'approved';
    case applicationRejected.subject:
      return 'rejected';
    case preNoticeWanted.subject:
      return 'pre-notice-sent';
    case accountIssued.subject:
      return 'issued';
    // An existing account got the permission: an end without a new account (R71).
    case permissionGranted.subject:
      return 'granted';
    case applicationClosed.subject:
      return event.data.reason;
    case accountVoided.subject:
      return 'voided';
  }
}
