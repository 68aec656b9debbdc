import { isHelpDeskOpen } from '@todoke/japan';
import { partial } from '@todoke/web';

partial('help-desk', import.meta.url, './help-desk.hbs');

/** R118: the help desk's telephone number and hours, and whether it is open now. */
export interface HelpDesk {
  readonly phone: string;
  readonly open: boolean;
}

export const helpDesk = (phone: string, now: Date): HelpDesk => ({
  phone,
  open: isHelpDeskOpen(now),
});
