import { Failure } from './failure.js';

const HELP = `npm start               starts everything and says where it is
npm start -- --fresh    the same, with nothing left of earlier runs
npm run dev             the same, and builds and restarts what is changed

Ports: REGISTRATION_PORT APPROVAL_PORT ACCOUNTS_PORT NOTIFICATIONS_PORT REPORTING_PORT
       POSTGRES_PORT NATS_PORT SMTP_PORT INBOX_PORT
Services listen on localhost alone; SERVICES_HOST=0.0.0.0 lets other machines in
(over plain http; the inbox stays here: README, From other machines)
Wait between the mails (1) and (2): GUIDANCE_MAIL_WAIT=PT10S | next-business-day`;

/** @returns {{ fresh: boolean, watch: boolean, help?: string }} */
export function readArguments(given) {
  const unknown = given.find((argument) => !['--fresh', '--watch', '--help'].includes(argument));
  if (unknown !== undefined)
    throw new Failure(`${unknown} is no option of npm start`, { todo: `Use one of these:\n${HELP}` });
  return {
    fresh: given.includes('--fresh'),
    watch: given.includes('--watch'),
    ...(given.includes('--help') && { help: HELP }),
  };
}
