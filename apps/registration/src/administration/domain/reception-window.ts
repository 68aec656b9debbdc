/** A period in which the form is published (R2, 掲載期間): from `opensAt` on, until just before `closesAt`. */
export interface ReceptionWindow {
  readonly opensAt: Date;
  readonly closesAt: Date | undefined;
}

export type Reception =
  | { readonly open: true; readonly closesAt: Date | undefined }
  | { readonly open: false; readonly next: ReceptionWindow | undefined; readonly last: ReceptionWindow | undefined };

const contains = ({ opensAt, closesAt }: ReceptionWindow, now: Date): boolean =>
  opensAt <= now && (closesAt === undefined || now < closesAt);

/**
 * Whether the form is open. It is open where no window is stored: the secretariat stores one when the period is
 * limited.
 */
export function receptionAt(windows: readonly ReceptionWindow[], now: Date): Reception {
  if (windows.length === 0) return { open: true, closesAt: undefined };
  const current = windows.find((window) => contains(window, now));
  if (current) return { open: true, closesAt: current.closesAt };
  const inOrder = [...windows].sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
  return {
    open: false,
    next: inOrder.find(({ opensAt }) => opensAt > now),
    last: inOrder.findLast(({ opensAt }) => opensAt <= now),
  };
}
