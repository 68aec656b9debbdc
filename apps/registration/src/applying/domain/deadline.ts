/** R17: from the newest code's mail to 申請完了. */
export const minutesToComplete = 60;

const millisecondsToComplete = minutesToComplete * 60_000;

export const deadlineAfter = (codeRequestedAt: Date): Date =>
  new Date(codeRequestedAt.getTime() + millisecondsToComplete);

/** 59:59 after the code is in time, 60:00 is not. */
export const isPast = (deadline: Date, now: Date): boolean => now.getTime() >= deadline.getTime();
