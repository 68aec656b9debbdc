import { audit } from '@todoke/database';
import { applicationApproved, applicationRejected, approvalWithdrawn, proxyApplicationFiled } from '@todoke/events';
import { toldRound } from '@todoke/lifecycle';
import { announce } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { tellOfApplications } from '../../webhooks/index.js';
import type { ReviewEvent } from '../domain/decide.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';

/** History, audit and outbox of what an official did, in the transaction of the change. */
export async function recordDecision(tx: Transaction, review: Review, event: ReviewEvent): Promise<void> {
  const { number, round } = review;
  const { name, by, at } = event;
  await noteHistory(tx, { number, round, what: name, at, by });
  await audit(tx, { actor: by, action: `application.${name}`, subject: number });
  await announceEvent(tx, review, event);
  await tellOfApplications(tx, [{ number, round, what: name, at }]);
}

async function announceEvent(tx: Transaction, review: Review, event: ReviewEvent): Promise<void> {
  const { number, prefecture, items, address } = review;
  const round = toldRound(review.round);
  const fact = { id: number, version: review.version, occurredAt: event.at };
  switch (event.name) {
    case 'filed':
      return announce(tx, proxyApplicationFiled, {
        ...fact,
        data: { number, ...round, prefecture, items, filedBy: event.by },
      });
    case 'approved':
      return announce(tx, applicationApproved, {
        ...fact,
        data: {
          number,
          ...round,
          prefecture,
          route: review.route,
          items,
          address,
          approvedBy: event.by,
          approvedAt: event.at.toISOString(),
          submittedAt: review.receivedAt.toISOString(),
        },
      });
    case 'rejected':
      return announce(tx, applicationRejected, {
        ...fact,
        data: { number, ...round, prefecture, address, institutionName: items.institutionName, reason: event.reason },
      });
    case 'undo-asked':
      return announce(tx, approvalWithdrawn, {
        ...fact,
        data: { number, ...round, prefecture, withdrawnBy: event.by },
      });
  }
}
