import type { Parts } from '@todoke/composition';
import { rejectionMailAsked } from '@todoke/events';
import { answering } from '@todoke/messaging';
import { MailCatalogue } from '../mail-catalogue.js';

/** The questions of other services that this module answers: how a mail would read that nobody has asked for yet. */
export const answers = [
  answering(rejectionMailAsked, async ({ number, institutionName, reason }, { get }: Parts) => {
    const { subject, text } = get(MailCatalogue).render('M3', { number, institutionName, reason });
    return { subject, text };
  }),
];
