import { reminderWanted } from '@todoke/events';
import { defineMail } from '../define-mail.js';
import { calendarDay, instant } from '../wording.js';

/**
 * M12, 調査回答のお願い: which answer is owed, until when, and where to give it. After the deadline nobody is asked any
 * more, so it is never late.
 */
export const surveyReminder = defineMail({
  code: 'M12',
  at: import.meta.url,
  on: reminderWanted,
  reference: ({ data }) => `${data.institution} ${data.day}`,
  addresses: ({ data }) => data.addresses,
  facts: ({ data }, links) => ({
    institutionName: data.institutionName,
    surveyTitle: data.surveyTitle,
    day: calendarDay(data.day),
    until: instant(data.deadline),
    answerUrl: `${links.reporting}/surveys/${data.survey}/${data.day}/edit`,
  }),
  notAfter: ({ data }) => new Date(data.deadline),
  urgency: 2,
});
