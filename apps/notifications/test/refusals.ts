import type { BounceReason, HeldCause } from '../src/queue/domain/mail.js';

/** Where in the dialogue a reply came: the command, as nodemailer names it. */
type At = 'CONN' | 'EHLO' | 'AUTH PLAIN' | 'MAIL FROM' | 'RCPT TO' | 'DATA';
export type Refusal = readonly [at: At, reply: string];

/** Our own sender, whom some of them name. */
export const sender = 'info@g-mis.example';

/** Whose fault a refusal is, in the words of servers that are in use. Addresses, hosts and numbers are made up. */

/** For good, for the recipient: 不達, for this reason. */
export const recipients: Readonly<Record<BounceReason, readonly Refusal[]>> = {
  'no-such-address': [
    // Postfix
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: Recipient address rejected: User unknown in local recipient table'],
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: Recipient address rejected: User unknown in virtual mailbox table'],
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: Recipient address rejected: User unknown in relay recipient table'],
    [
      'RCPT TO',
      '550 5.1.1 <box@clinic.example>: Recipient address rejected: undeliverable address: host ' +
        'mx.clinic.example[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)',
    ],
    [
      'RCPT TO',
      '550 5.1.1 <box@clinic.example>: Recipient address rejected: unverified address: Address ' +
        'verification in progress',
    ],
    ['RCPT TO', '550 5.1.2 <box@clinic.example>: Recipient address rejected: Domain not found'],
    [
      'RCPT TO',
      '556 5.1.10 <box@clinic.example>: Recipient address rejected: Domain clinic.example does not ' +
        'accept mail (nullMX)',
    ],
    // Exchange and Microsoft 365
    [
      'RCPT TO',
      '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) ' +
        '[TY2JPN01FT001.eop-JPN01.prod.protection.outlook.com]',
    ],
    [
      'RCPT TO',
      '550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors',
    ],
    [
      'RCPT TO',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient box@clinic.example not found by SMTP address lookup',
    ],
    ['RCPT TO', '550 5.1.1 User unknown'],
    ['RCPT TO', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)'],
    ['RCPT TO', '501 5.1.3 Invalid address'],
    // Gmail
    [
      'RCPT TO',
      '550-5.1.1 The email account that you tried to reach does not exist. Please try\n' +
        "550-5.1.1 double-checking the recipient's email address for typos or\n" +
        '550-5.1.1 unnecessary spaces. For more information, go to\n' +
        '550 5.1.1  https://support.google.com/mail/?p=NoSuchUser d9443c01a7336-29 - gsmtp',
    ],
    [
      'RCPT TO',
      '550-5.2.1 The email account that you tried to reach is inactive. For more information, go ' +
        'to\n550 5.2.1  https://support.google.com/mail/?p=DisabledUser x - gsmtp',
    ],
    [
      'RCPT TO',
      '550 5.2.1 The email account that you tried to reach is disabled. Learn more at ' +
        'https://support.google.com/mail/?p=DisabledUser',
    ],
    // docomo, au, SoftBank, and others of Japan
    ['RCPT TO', '550 Unknown user box@docomo.ne.jp'],
    ['DATA', '550 Unknown user box@docomo.ne.jp'],
    ['RCPT TO', '550 <box@ezweb.ne.jp>: User unknown'],
    ['DATA', '550 : User unknown'],
    ['RCPT TO', '550 Invalid recipient: <box@softbank.ne.jp>'],
    ['RCPT TO', '550 5.1.1 <box@i.softbank.jp>... User unknown'],
    ['RCPT TO', '554 5.1.1 <box@nifty.example>: Recipient address rejected: no such user'],
    // Sendmail, Exim, qmail, Courier, IronPort, OpenSMTPD
    ['RCPT TO', '550 5.1.1 <box@clinic.example>... User unknown'],
    ['RCPT TO', '553 5.3.0 <box@clinic.example>... Addressee unknown, relay=[192.0.2.7]'],
    ['RCPT TO', '550 5.1.2 <box@clinic.example>... Host unknown (Name server: mx.clinic.example: host not found)'],
    ['RCPT TO', '550 Unrouteable address'],
    [
      'RCPT TO',
      '550-Verification failed for <box@clinic.example>\n' +
        '550-Unrouteable address\n550 Recipient verify failed: no such user here',
    ],
    ['RCPT TO', '550 no such address here'],
    ['RCPT TO', '550 sorry, no mailbox here by that name. (#5.1.1)'],
    ['RCPT TO', '553 sorry, this recipient is not in my validrcptto list (#5.7.1)'],
    ['RCPT TO', '553 5.3.0 <box@clinic.example>... Unknown user account'],
    ['RCPT TO', '550 #5.1.0 Address rejected.'],
    ['RCPT TO', '550 5.1.1 Mailbox "box" does not exist'],
    ['RCPT TO', '550 Invalid recipient box@clinic.example (Mode: normal)'],
    ['RCPT TO', '524 5.2.4 Mailing list expansion problem: no such user'],
    // iCloud, Yahoo
    ['RCPT TO', '550 5.1.1 <box@icloud.com>: inactive email address'],
    ['RCPT TO', '550 5.1.1 unknown or illegal alias: box@me.com'],
    ['RCPT TO', '550 5.1.6 recipient no longer on server: box@icloud.com'],
    [
      'DATA',
      "554 delivery error: dd This user doesn't have a yahoo.com account (box@yahoo.com) [0] - mta1.mail.yahoo.com",
    ],
    ['DATA', '552 1 Requested mail action aborted, mailbox not found'],
    ['DATA', '554 delivery error: dd box@yahoo.co.jp is no longer valid. [-20]'],
    ['DATA', '554 30 Sorry, your message to box@aol.jp cannot be delivered. This mailbox is disabled (554.30).'],
    // Others
    ['RCPT TO', '550 5.4.4 Unable to route: invalid arguments'],
    ['RCPT TO', '550 Mailbox not found'],
    ['RCPT TO', '550 No such recipient'],
    ['RCPT TO', '550 The account has been suspended'],
    ['RCPT TO', '551 User not local; please try <other@clinic.example>'],
    ['RCPT TO', '550 5.7.17 Mailbox owner has changed'],
    ['RCPT TO', '550 The address you are sending to has been disabled'],
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: User unknown (HELO g-mis.example)'],
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: User unknown; from=<info@g-mis.example> to=<box@clinic.example>'],
    ['RCPT TO', '550 5.1.1 <my-info@g-mis.example>: User unknown'],
    ['RCPT TO', '550'],
  ],
  'mailbox-full': [
    ['RCPT TO', '552 5.2.2 <box@clinic.example>: Recipient address rejected: Mailbox quota exceeded'],
    [
      'RCPT TO',
      "552-5.2.2 The recipient's inbox is out of storage space and inactive. Please\n" +
        '552-5.2.2 direct the recipient to\n' +
        '552 5.2.2  https://support.google.com/mail/?p=OverQuotaPerm x - gsmtp',
    ],
    ['RCPT TO', '552 5.2.2 <box@icloud.com>: user is over quota'],
    ['DATA', '552 too much mail data'],
    ['RCPT TO', '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException'],
    ['RCPT TO', '550 5.7.1 Email quota exceeded'],
    ['RCPT TO', '552 Requested mail action aborted: exceeded storage allocation'],
    ['DATA', '550 user over quota. (#5.1.1)'],
  ],
  refused: [
    [
      'RCPT TO',
      '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery ' +
        'restriction check failed because the sender was not authenticated when sending to this group',
    ],
    ['RCPT TO', '550 5.7.134 RESOLVER.RST.SenderNotAuthenticatedForMailbox; sender not authenticated for mailbox'],
    ['RCPT TO', '550 5.7.124 Sender not in allowed-senders list'],
    ['RCPT TO', '554 5.7.1 <box@clinic.example>: Recipient address rejected: Access denied'],
    ['DATA', '554 5.7.1 You have been blocked by the recipient'],
    ['DATA', '554 5.7.1 box@clinic.example does not want this'],
    ['DATA', '554 5.7.1 info@g-mis.example has been blocked by the recipient'],
    ['DATA', '550 5.7.1 box@clinic.example is only accepting mail from specific email addresses'],
  ],
  unknown: [['DATA', '571 no']],
};

/** For good or for now, for us: the mail is held, nobody is bounced. */
export const ours: Readonly<Record<Exclude<HeldCause, 'unclear'>, readonly Refusal[]>> = {
  login: [
    ['AUTH PLAIN', '535 5.7.8 Error: authentication failed: authentication failure'],
    [
      'AUTH PLAIN',
      '535-5.7.8 Username and Password not accepted. For more information, go to\n' +
        '535 5.7.8  https://support.google.com/mail/?p=BadCredentials x - gsmtp',
    ],
    ['AUTH PLAIN', '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.'],
    ['AUTH PLAIN', '534-5.7.9 Application-specific password required'],
    ['AUTH PLAIN', '535 Authentication Credentials Invalid'],
    ['AUTH PLAIN', '525 5.7.13 User account disabled'],
    ['AUTH PLAIN', '550 no'],
    [
      'MAIL FROM',
      '530 5.7.0 Authentication Required. For more information, go to ' +
        'https://support.google.com/mail/?p=WantAuthError x - gsmtp',
    ],
    ['MAIL FROM', '530 5.7.0 Must issue a STARTTLS command first'],
    ['MAIL FROM', '530 Must issue a STARTTLS command first. 12'],
    ['MAIL FROM', '530 5.7.57 Client not authenticated to send mail. [TY2PR01CA0001.jpnprd01.prod.outlook.com]'],
    ['MAIL FROM', '503 AUTH first (#5.5.1)'],
    ['MAIL FROM', '550 5.7.1 Authentication required'],
    ['RCPT TO', '550 5.7.1 Client was not authenticated'],
    ['RCPT TO', '530 5.7.1 Client was not authenticated'],
    ['RCPT TO', '530'],
    ['RCPT TO', '550 5.7.1 Session encryption is required'],
    ['RCPT TO', '503 5.5.4 Error: send AUTH command first'],
    ['RCPT TO', '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Authentication required'],
    ['DATA', '550 Unauthenticated senders not allowed'],
    ['RCPT TO', '550-You must authenticate before sending mail\n550 through this server'],
  ],
  relay: [
    ['RCPT TO', '554 5.7.1 <box@clinic.example>: Relay access denied'],
    ['RCPT TO', '454 4.7.1 <box@clinic.example>: Relay access denied'],
    ['RCPT TO', '550 5.7.1 <box@clinic.example>... Relaying denied'],
    ['RCPT TO', '550 5.7.1 <box@clinic.example>... Relaying denied. Proper authentication required.'],
    ['RCPT TO', '550 5.7.1 <box@clinic.example>... Relaying denied. IP name lookup failed [192.0.2.1]'],
    ['RCPT TO', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain'],
    ['RCPT TO', '550 5.7.1 Unable to relay'],
    ['RCPT TO', '550 5.7.64 TenantAttribution; Relay Access Denied'],
    ['RCPT TO', '550 5.4.1 [box@clinic.example]: Relay Access Denied'],
    ['RCPT TO', '550-relay not permitted'],
    ['RCPT TO', '550 relay not permitted'],
    [
      'RCPT TO',
      '550-Please turn on SMTP Authentication in your mail client.\n' +
        '550 relaying to <box@clinic.example> prohibited by administrator',
    ],
    ['RCPT TO', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"],
    [
      'RCPT TO',
      '550-5.7.1 Invalid credentials for relay [192.0.2.1]. The IP address you have\n' +
        '550 5.7.1 registered does not match the domain of the account',
    ],
    [
      'MAIL FROM',
      '550-5.7.0 Mail relay denied [192.0.2.1]. Invalid credentials for relay for one of\n' +
        '550 5.7.0 the domains in: clinic.example',
    ],
    ['RCPT TO', '551 5.7.1 we do not relay'],
    ['RCPT TO', '550 relaying denied for <box@yahoo.com>'],
    [
      'RCPT TO',
      '554 5.7.1 <box@clinic.example>: Sender is not permitted to relay through this server without authentication',
    ],
    ['RCPT TO', '550 This system is not configured to relay mail from 192.0.2.1'],
  ],
  sender: [
    [
      'DATA',
      '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this ' +
        'error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ ' +
        'to see the Sender Identity requirements',
    ],
    [
      'DATA',
      '554 Message rejected: Email address is not verified. The following identities failed the check ' +
        'in region AP-NORTHEAST-1: info@g-mis.example',
    ],
    ['MAIL FROM', '553 5.7.1 <info@g-mis.example>: Sender address rejected: not owned by user g-mis'],
    ['RCPT TO', '553 5.7.1 <info@g-mis.example>: Sender address rejected: not owned by user g-mis'],
    ['RCPT TO', '450 4.1.8 <info@g-mis.example>: Sender address rejected: Domain not found'],
    ['RCPT TO', '550 5.1.8 <info@g-mis.example>: Sender address rejected: Domain not found'],
    ['RCPT TO', '550 5.1.7 Invalid address'],
    ['RCPT TO', '550 5.1.8'],
    ['MAIL FROM', '553 5.1.8 <info@g-mis.example>... Domain of sender address info@g-mis.example does not exist'],
    ['MAIL FROM', '501 5.1.8 Sender domain must exist'],
    ['MAIL FROM', '550 no'],
    ['DATA', '550 5.7.60 SMTP; Client does not have permissions to send as this sender'],
    [
      'DATA',
      '554 5.2.252 SendAsDenied; info@g-mis.example not allowed to send as office@g-mis.example; ' +
        'STOREDRV.Submission.Exception:SendAsDeniedException',
    ],
    ['RCPT TO', '550-Verification failed for <info@g-mis.example>\n550 Sender verify failed'],
    [
      'DATA',
      "550-5.7.26 Unauthenticated email from g-mis.example is not accepted due to domain's\n" +
        '550-5.7.26 DMARC policy. Please contact the administrator of g-mis.example domain if\n' +
        '550 5.7.26 this was a legitimate mail. x - gsmtp',
    ],
    [
      'DATA',
      '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n' +
        '550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n' +
        '550 5.7.26  Authentication results: x - gsmtp',
    ],
    [
      'DATA',
      '550 5.7.9 This mail has been blocked because the sender is unauthenticated. Yahoo requires all ' +
        'senders to authenticate with either SPF or DKIM.',
    ],
    ['RCPT TO', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
    [
      'RCPT TO',
      '550 5.7.1 <box@clinic.example>: Recipient address rejected: Please see ' +
        'http://www.open-spf.example/Why?s=mfrom SPF fail',
    ],
    [
      'DATA',
      '550 5.7.515 Access denied, sending domain g-mis.example does not meet the required ' + 'authentication level',
    ],
    ['DATA', "554 5.7.1 Your message was rejected due to g-mis.example's DMARC policy."],
    ['MAIL FROM', '550 5.1.0 Sender denied as sender email does not match SenderFilterConfig'],
    ['DATA', '501 Sender address must match the authenticated user'],
    ['DATA', '550 5.7.1 Message from unverified domain'],
    ['RCPT TO', '550 Sender rejected'],
    [
      'DATA',
      '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process ' +
        'message due to a permanent exception with message Cannot submit message.',
    ],
    ['RCPT TO', '550 5.1.1 <info@g-mis.example>: User unknown'],
    ['RCPT TO', '550 5.7.1 info@g-mis.example does not exist'],
    ['DATA', '550 Mailbox INFO@G-MIS.example is inactive'],
  ],
  quota: [
    [
      'DATA',
      '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n' +
        '550-5.4.5 sending limits go to\n550 5.4.5  https://support.google.com/a/answer/166852 x - gsmtp',
    ],
    [
      'RCPT TO',
      '550 5.4.5 Daily SMTP relay limit exceeded for customer. For more information on SMTP relay ' +
        'sending limits please contact your administrator',
    ],
    ['MAIL FROM', '454 Throttling failure: Daily message quota exceeded.'],
    [
      'DATA',
      '554 Sending paused for this account. For more information, please check the inbox of the email ' +
        'address associated with your AWS account.',
    ],
    ['DATA', '451 Maximum credits exceeded'],
    ['RCPT TO', '550 5.7.705 Access denied, tenant has exceeded threshold'],
    [
      'DATA',
      "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; sender's submission " +
        'quota was exceeded',
    ],
    [
      'RCPT TO',
      '550 Domain g-mis.example has exceeded the max emails per hour (500/500 (100%)) allowed. Message discarded.',
    ],
    [
      'MAIL FROM',
      '421 Domain g-mis.example is not allowed: Please activate your Mailgun account. Check your ' +
        'inbox or log in to your control panel',
    ],
    ['RCPT TO', '550 5.7.1 You have exceeded your daily sending limit'],
    ['MAIL FROM', '550 Your account has been suspended'],
    ['RCPT TO', '554 5.7.0 Your free plan allows 100 messages per day'],
    [
      'DATA',
      '554 5.2.0 STOREDRV.Submission.Exception:AccountDisabledException.MapiExceptionDisabled; Account disabled',
    ],
    [
      'RCPT TO',
      '554 5.7.1 <box@clinic.example>: Recipient address rejected: Policy rejection; Message count quota exceeded',
    ],
    ['RCPT TO', '554 5.7.1 <box@clinic.example>: Recipient address rejected: Throttling, quota exceeded'],
    ['DATA', '550 5.7.1 <END-OF-MESSAGE>: End-of-data rejected: Quota exceeded (you have sent too many mails)'],
    ['RCPT TO', '550 User info@g-mis.example is disabled, outgoing mail not allowed'],
    ['RCPT TO', '550 User g-mis is disabled, outgoing mail not allowed'],
    ['RCPT TO', '550 The account info@g-mis.example has been suspended due to spam'],
    ['RCPT TO', '550 Account disabled due to outbound abuse'],
    ['RCPT TO', '550 This account has been locked for sending spam'],
    ['RCPT TO', '550 Email sending from this account is suspended'],
    ['DATA', '550 Sending for this user has been disabled'],
    ['RCPT TO', '550 SMTP user account suspended'],
    ['RCPT TO', '550 SMTP account is disabled'],
  ],
  blocked: [
    [
      'RCPT TO',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; ' +
        'https://www.spamhaus.org/query/ip/192.0.2.1',
    ],
    [
      'MAIL FROM',
      "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet " +
        'service provider since part of their network is on our block list (S3150).',
    ],
    [
      'RCPT TO',
      '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list ' +
        'please visit https://sender.office.com/',
    ],
    ['RCPT TO', '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]'],
    ['RCPT TO', '550 5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup'],
    [
      'DATA',
      '550-5.7.1 [192.0.2.1] Our system has detected that this message is likely suspicious due to ' +
        'the very low reputation of the sending IP address.\n550 5.7.1 blocked x - gsmtp',
    ],
    [
      'RCPT TO',
      '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775)',
    ],
    [
      'MAIL FROM',
      '553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT ' +
        'succeed. See https://postmaster.yahooinc.com/error-codes; bad reputation',
    ],
    [
      'MAIL FROM',
      "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
    ],
    [
      'CONN',
      '554 5.7.1 mx.clinic.example Your access to this mail system has been rejected due to the ' +
        "sending MTA's poor reputation.",
    ],
    ['CONN', '554 ci-smtpin001.me.com ESMTP not accepting connections'],
    ['EHLO', '550 5.7.1 Access denied, bad HELO'],
    ['RCPT TO', '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname'],
    ['RCPT TO', '550 Administrative prohibition: blocked'],
    ['RCPT TO', '550 5.7.1 Connection refused: your server is not trusted here'],
    ['DATA', '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message'],
    ['RCPT TO', '550 5.7.1 <todoke>: Helo command rejected: Host not found'],
    ['RCPT TO', '550 5.7.1 Invalid EHLO: domain does not exist'],
    [
      'RCPT TO',
      '550 5.1.1 <box@clinic.example>: Recipient address rejected: undeliverable address: host ' +
        'mx.clinic.example[192.0.2.1] said: 554 5.7.1 Service unavailable; Client host [192.0.2.2] blocked using ' +
        'zen.spamhaus.org (in reply to RCPT TO command)',
    ],
    ['RCPT TO', '550 5.1.1 <box@clinic.example>: undeliverable address: host mx said: 554 Client host rejected: no'],
  ],
  content: [
    ['DATA', '554 5.7.1 message content rejected as spam'],
    [
      'DATA',
      '550-5.7.1 [192.0.2.1 12] Our system has detected that this message is\n' +
        '550-5.7.1 likely unsolicited mail. To reduce the amount of spam sent to Gmail,\n' +
        '550 5.7.1 this message has been blocked. x - gsmtp',
    ],
    ['DATA', '552 5.3.4 Message size exceeds fixed limit'],
    ['DATA', '552 5.3.4 Error: message file too big'],
    ['DATA', '554 5.6.0 Mail message is malformed. Not accepted.'],
    ['DATA', '550 5.7.1 This message is not RFC 5322 compliant'],
    [
      'DATA',
      '554 Message not allowed - [PH01] Email not accepted for policy reasons. Please visit ' +
        'https://postmaster.yahooinc.com/error-codes',
    ],
    [
      'DATA',
      '550 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137',
    ],
    ['DATA', '554 5.7.1 The message was rejected because it contains prohibited virus or spam content'],
    ['DATA', '550 High probability of spam'],
  ],
};
