import { z } from 'zod';
import { permission } from '../facts.js';

/** What every event about a report has. The aggregate is the report by its id; its version grows with every step. */
export const reportFacts = {
  institution: z.string().min(1),
  scheme: permission,
  /** The fiscal year for which it counts. */
  year: z.int(),
  /** 新規報告, 定期報告, 随時報告. */
  kind: z.enum(['new', 'yearly', 'occasional']),
};
