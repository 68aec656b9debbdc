import { Injectable } from '@nestjs/common';
import { Problem } from '@todoke/service';
import { namesOf } from '../../people/index.js';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { findReviews } from '../persistence/reviews.js';
import { ApproveApplication } from './approve-application.js';

/** An application that is to be approved, in the round that the official saw. */
export interface Chosen {
  readonly number: string;
  readonly round: number;
}

/** What became of one: approved, now or by the same official before, or why not. */
export interface Approved {
  readonly number: string;
  /** Absent where the official may not see it. */
  readonly review?: Review | undefined;
  readonly refused?: string;
}

/** 一括承認: approves each for itself, so that one that is refused holds up no other. Repeated, nothing changes. */
@Injectable()
export class ApproveMany {
  constructor(
    private readonly databases: Databases,
    private readonly approval: ApproveApplication,
  ) {}

  /** @returns the outcomes in the order of what was chosen, and how those who decided are shown */
  async run(chosen: readonly Chosen[], official: Official) {
    const refusals = new Map<string, string>();
    for (const { number, round } of chosen) {
      const refused = await this.refusalOf(number, official, round);
      if (refused !== undefined) refusals.set(number, refused);
    }
    return this.databases.forOfficial(official, async (tx) => {
      const numbers = chosen.map(({ number }) => number);
      const reviews = await findReviews(tx, numbers);
      const deciders = [...reviews.values()].flatMap(({ state }) => ('decision' in state ? [state.decision.by] : []));
      const outcomes = numbers.map((number): Approved => {
        const refused = refusals.get(number);
        return { number, review: reviews.get(number), ...(refused !== undefined && { refused }) };
      });
      return { outcomes, names: await namesOf(tx, deciders) };
    });
  }

  private async refusalOf(number: string, official: Official, round: number): Promise<string | undefined> {
    try {
      await this.approval.run(number, official, round);
      return undefined;
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return error.text;
      throw error;
    }
  }
}
