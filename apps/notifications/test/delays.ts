import type { Refusal } from './refusals.js';

/** For now, for the recipient: the mail waits, and no other. */
export const forNow: readonly Refusal[] = [
  [
    'RCPT TO',
    '450 4.2.0 <box@clinic.example>: Recipient address rejected: Greylisted, see ' +
      'https://postgrey.example/help/clinic.example.html',
  ],
  ['RCPT TO', '451 4.7.1 Greylisting in action, please come back in 5 minutes'],
  ['RCPT TO', '451 4.7.1 later'],
  [
    'RCPT TO',
    '450 4.1.1 <box@clinic.example>: Recipient address rejected: unverified address: Address ' +
      'verification in progress',
  ],
  ['RCPT TO', '450 4.1.2 <box@clinic.example>: Recipient address rejected: Domain not found'],
  [
    'RCPT TO',
    "452-4.2.2 The recipient's inbox is out of storage space. Please direct the\n" +
      '452 4.2.2 recipient to https://support.google.com/mail/?p=OverQuotaTemp x - gsmtp',
  ],
  [
    'RCPT TO',
    '450-4.2.1 The user you are trying to contact is receiving mail too quickly.\n' +
      '450-4.2.1 Please resend your message at a later time. If the user is able to\n' +
      '450 4.2.1 receive mail at that time, your message will be delivered. x - gsmtp',
  ],
  [
    'RCPT TO',
    '550-5.2.1 The user you are trying to contact is receiving mail at a rate that\n' +
      '550 5.2.1 prevents additional messages from being delivered. x - gsmtp',
  ],
  ['RCPT TO', '421 4.2.1 <box@clinic.example>: mailbox busy'],
  ['RCPT TO', '421'],
  ['RCPT TO', '452 4.3.1 Insufficient system storage'],
  ['RCPT TO', '451 4.3.0 <box@clinic.example>: Temporary lookup failure'],
  ['RCPT TO', '451 4.4.1 No answer from host'],
  ['DATA', '452 4.3.1 out of memory'],
  ['RCPT TO', '451 4.7.1 <info@g-mis.example>: come back in five minutes'],
  ['DATA', '451 4.7.1 the message looks like spam; please try again later'],
];

/** More connections than the server allows: not even the mail waits. */
export const crowded: readonly Refusal[] = [
  ['CONN', '421 too many connections'],
  ['CONN', '421 4.7.0 relay.example Error: too many connections from 192.0.2.1'],
  ['CONN', '421 relay.example Too many connected clients, try again in a moment'],
  ['CONN', '421 Too many concurrent SMTP connections; please try again later.'],
  [
    'CONN',
    '421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing ' + 'transmission channel',
  ],
  [
    'CONN',
    '421 4.3.2 The maximum number of concurrent server connections has exceeded a per-source limit, ' +
      'closing transmission channel',
  ],
  [
    'MAIL FROM',
    '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for ' +
      'more information. [Hostname=TY2.prod.outlook.com]',
  ],
  ['MAIL FROM', '450 4.7.0 too many connections'],
  ['MAIL FROM', '451 4.7.0 too many concurrent sessions'],
  ['RCPT TO', '421 4.7.0 Too many sessions opened'],
  ['CONN', '421-mail.clinic.example Too many connections from your host.\n421 try again later'],
  ['EHLO', '421 too many smtp sessions for this host'],
];

/** Too many mails in a time. */
export const hurried: readonly Refusal[] = [
  ['MAIL FROM', '454 Throttling failure: Maximum sending rate exceeded.'],
  ['RCPT TO', '450 4.7.1 Error: too much mail from 192.0.2.1'],
  ['MAIL FROM', '451 4.7.0 Rate limit exceeded, please try again later'],
  [
    'RCPT TO',
    '450-4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary\n' +
      '450 4.2.1 error. For more information on SMTP relay limits, contact your administrator',
  ],
  ['DATA', '450 you are sending too fast'],
];

/** The server itself has a trouble; it says nothing of us. */
export const unavailable: readonly Refusal[] = [
  ['CONN', '421 4.3.2 Service not available, closing transmission channel'],
  ['CONN', '421'],
  ['CONN', '554 no'],
  ['EHLO', '554 transaction failed'],
  ['MAIL FROM', '451 4.3.0 local error in processing'],
  ['MAIL FROM', '452 4.3.1 Insufficient system storage'],
  ['RCPT TO', '503 bad sequence of commands'],
];
