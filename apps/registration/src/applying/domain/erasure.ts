/**
 * How long what an applicant typed outlives its use. A draft stays a day after its last change, so that the page
 * which says 最初からやり直し still knows whom it speaks to; a submitted one, which holds nothing that was typed, as
 * long as its session may show the completion.
 */
const hoursKept = { unfinished: 24, submitted: 48 } as const;

const hoursAfter = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * 3_600_000);

export const eraseAt = (stage: string, now: Date): Date =>
  hoursAfter(now, stage === 'submitted' ? hoursKept.submitted : hoursKept.unfinished);
