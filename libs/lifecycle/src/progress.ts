/** What events tell of an application's way: one reading for every service that follows it (R159). */
import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  type EventOf,
  permissionGranted,
  preNoticeWanted,
  proxyApplicationFiled,
} from '@todoke/events';
import { type Position, positionOf } from './position.js';
import type { ApplicationState } from './states.js';

/** In the order of an application's way. */
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
] as const;

export type ProgressEvent = EventOf<(typeof progressEvents)[number]>;

/** How far an application has come, as one event tells it. */
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

/** The state that an application is in after this event. */
function stateTold(event: ProgressEvent): ApplicationState {
  switch (event.subject) {
    case applicationSubmitted.subject:
    // Filed by its prefecture it waits as well; its approval is announced beside it (R74).
    case proxyApplicationFiled.subject:
      return 'waiting';
    case applicationApproved.subject:
      return 'approved';
    case applicationRejected.subject:
      return 'rejected';
    case preNoticeWanted.subject:
      return 'pre-notice-sent';
    case accountIssued.subject:
      return 'issued';
    // An account that was there may report now: an end without a new account (R71).
    case permissionGranted.subject:
      return 'granted';
    case applicationClosed.subject:
      return event.data.reason;
    case accountVoided.subject:
      return 'voided';
  }
}
