import type { Api } from './client.js';
import type { ApplicationSummary } from './generated.js';

export interface ReadPass {
  readonly applications: readonly ApplicationSummary[];
  /** To be kept: the next pass begins with it, and has what changed since. */
  readonly resumeCursor: string;
}

/**
 * Reads all applications that changed since a pass, each once.
 * @param cursor `resumeCursor` of the pass before; left out: all applications
 */
export async function applicationsSince(api: Api, cursor?: string): Promise<ReadPass> {
  const applications: ApplicationSummary[] = [];
  let next = cursor;
  for (;;) {
    const page = await api.listApplications({ cursor: next });
    applications.push(...page.applications);
    if (page.nextCursor === null) return { applications, resumeCursor: page.resumeCursor };
    next = page.nextCursor;
  }
}
