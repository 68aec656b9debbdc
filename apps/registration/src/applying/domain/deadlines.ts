/** R17: from the newest code's mail to 申請完了. */
export const minutesToComplete = 60;

export const deadlineAfter = (codeRequestedAt: Date): Date =>
  new Date(codeRequestedAt.getTime() + minutesToComplete * 60_000);

/** A code that was requested then, or before, is too old at `now`. */
export const codesTooOldAt = (now: Date): Date => new Date(now.getTime() - minutesToComplete * 60_000);

/** 59:59 after the code is in time, 60:00 is not. */
export const isPast = (deadline: Date, now: Date): boolean => now.getTime() >= deadline.getTime();

/**
 * How long what an applicant typed outlives its use. A draft stays a day after its last change, so that the page
 * which says 最初からやり直し still knows whom it speaks to; a submitted one, which holds nothing that was typed, as
 * long as its session may show the completion.
 */
const hoursKept = { unfinished: 24, submitted: 48 } as const;

const hoursAfter = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * 3_600_000);

export const eraseAt = (stage: string, now: Date): Date =>
  hoursAfter(now, stage === 'submitted' ? hoursKept.submitted : hoursKept.unfinished);
