/**
 * Whom the words of a refusal speak of. Made from what well-known servers say (Postfix, Sendmail, Exim, qmail, Exchange
 * and Microsoft 365, Gmail, SES, SendGrid, Mailgun, iCloud, Yahoo, docomo, au, SoftBank); those sentences are in
 * test/refusals.ts and test/delays.ts, and a new one goes there first.
 */
import type { BounceReason, HeldCause } from './mail.js';

/** What a reply says. */
export type Sign =
  /** The recipient cannot or will not take it; `busy`: for now. */
  | { readonly recipient: BounceReason | 'busy' }
  /** The server refuses us, whoever the recipient. */
  | { readonly ours: HeldCause }
  /** We have more connections than the server allows. */
  | 'crowded'
  /** We send faster than the server allows. */
  | 'hurried';

export const isOurs = (sign: Sign | undefined): sign is { readonly ours: HeldCause } =>
  typeof sign === 'object' && 'ours' in sign;

type Rows = readonly (readonly [Sign, ...(readonly RegExp[])])[];

/** Somebody whom a mail is to, unless the words before say that it is the sender. */
const box =
  `(?<!\\b(?:sender|from|your|sending|envelope|return|client|ip|authenticated)(?:'s)? (?:e-?mail |mail )?)` +
  `(?:<>|\\b(?:users?|recipients?|(?:e-?)?mail ?box(?:es)?|accounts?|address(?:ee|es)?|person|alias|rcpt))`;

/** That there is nobody, or not any more. */
const gone = [
  '(?:unknown',
  "(?:(?:is|are|was|were|be|been) )?(?:not|n't|no longer) (?:(?:be|a|an|yet) )?" +
    '(?:valid|known|found|exist|active|available|recogni[sz]ed|local|listed|present|in\\b|registered|defined|ok\\b|' +
    'here|accept\\w*)',
  "does ?n[o']?t exist|does not exist|do not exist|unavailable|invalid|inactive|disabled|suspended|terminated",
  'deactivated|discontinued|expired|closed|deleted|illegal|frozen|archived|undeliverable|unreachable|moved|locked',
  'nonexist\\w*|inexist\\w*)',
].join('|');

/** A pattern that takes several lines. */
const phrase = (...parts: readonly string[]): RegExp => new RegExp(parts.join(''));

/** Read before the codes, from the top: words that leave no doubt. */
const plainRows: Rows = [
  // A group or mailbox that takes mail from its own people only; a person who blocks us.
  [
    { recipient: 'refused' },
    /resolver\.rst|not ?authenticated ?for ?(?:group|mailbox|public folder)|not authenticated by organization/,
    /allowed-senders|list of senders to accept|specific e-?mail addresses|members-only|post to this (?:list|group)/,
    /by the recipient\b|recipient(?:'s)? (?:preferences|refuse|has blocked|rules)|rejected by recipient/,
    /refuse\w* to (?:accept your|receive)/,
    /user (?:rules|reject)|not accepting (?:any )?mail\b(?! from)|restricted sms|does ?n[o']t want/,
  ],
  [
    { recipient: 'busy' },
    /receiving mail (?:too quickly|at a rate)|gr[ea]y-?list/,
    /recipient.{0,30}(?:rate limit|too (?:many|quickly|much) (?!connections))/,
  ],
  [
    'crowded',
    /too many (?:[\w-]+ ){0,3}(?:connections?|sessions?|clients|threads)\b/,
    phrase(
      String.raw`(?:concurrent|simultaneous|number of|max|maximum|per-domain|parallel)`,
      String.raw` (?:[\w-]+ ){0,3}(?:connections?|sessions?|threads)\b`,
    ),
    /(?:connections?|sessions?|threads?) (?:count |number )?limit|no more (?:connections|sessions)|trop de connexions/,
  ],
  ['hurried', /peak smtp|sending rate|too much mail from/],
  [
    { ours: 'relay' },
    phrase(
      String.raw`relay(?:ing|ed)? (?:(?:access|mail|is|was|to|for|from|this|operation|<\w*>|`,
      String.raw`[(])\s?){0,4}(?:denied|not|prohibited|disabled|disallowed|rejected|refused|forbidden|failed)`,
    ),
    phrase(
      String.raw`(?:unable|not|n't|cannot|refus\w*|denied|no|prohibited|forbidden|never|insecure mail|mail)`,
      String.raw` (?:(?:[\w-]+|<\w*>) ){0,5}relay(?:ing|s|ed)?\b`,
    ),
    /allowed rcpthosts?|not a gateway|(?:don't|do not) handle mail|credentials for relay|forwarding to remote hosts/,
  ],
  // Microsoft 365, of a mail that its sender may not submit.
  [{ ours: 'sender' }, /sendasdenied/],
  [{ ours: 'blocked' }, /outboundspam/],
  [
    { ours: 'quota' },
    /storedrv\.submission\.exception:(?!\w*recipient)/,
    /\b(?:outgoing|outbound) (?:e-?mails?|mails?|messages?|smtp|spam|abuse|sending|delivery|access)\b/,
    /(?:due to|for sending) (?:\w+ ){0,3}(?:spam|abuse)/,
    /\bsmtp (?:\w+ )?(?:user|account|access)(?: \w+){0,3} (?:suspended|disabled|blocked|locked|expired|terminated)/,
    /(?:polic\w+|throttl\w+|message count).{0,40}(?<!box )\bquota/,
    /\bquota.{0,40}(?:too many (?:e-?mails|mails|messages)|throttl)/,
    phrase(
      String.raw`(?:daily|hourly|monthly|sending|sender|outbound|send|relay|submission|plan|credits?|tenant|`,
      String.raw`subscription)s? (?:[\w/-]+ ){0,3}(?:limits?|quotas?|threshold|allowance|credits)\b`,
    ),
    phrase(
      String.raw`(?:limits?|quota|allowance|credits?|e-?mails|messages|mails) (?:[\w-]+ ){0,5}(?:per|for|this|a|`,
      String.raw`each) (?:\w+ )?(?:day|hour|month|minute|sender)`,
    ),
    /max(?:imum)? (?:credits|defers)|(?<!box )exceeded (?:the|your) (?:[\w-]+ ){0,3}(?:limit|plan|credits|threshold)/,
    /exceeded threshold|messaging limits/,
    /sending (?!to\b)(?:[\w-]+ ){0,5}(?:paused|suspended|disabled|denied|blocked|stopped|not allowed)/,
    phrase(
      String.raw`(?:your|the sending|sender's) (?:[\w-]+ ){0,2}(?:account|subscription|plan|project|license)`,
      String.raw` (?:[\w-]+ ){0,3}(?:suspended|disabled|paused|blocked|closed|restricted|expired|limited|locked|`,
      String.raw`review|banned|deactivated|not)`,
    ),
    /\b(?:trial|unpaid|billing|payment|free plan|sandbox|not subscribed|activate your)\b/,
  ],
  [
    { ours: 'sender' },
    /sender(?:'s)? (?:[\w-]+ ){0,3}(?:rejected|denied|refused|invalid|unknown|unverified|blacklisted|blocked|banned)/,
    /sender(?:'s)? (?:(?:[\w-]+|<\w*>):? ){0,4}(?:not|n't|cannot|must|requires?|fail(?:s|ed)?|does)\b/,
    phrase(
      String.raw`(?:invalid|bad|unknown|bogus|unverified|unroutable|verified|verify|unauthori[sz]ed|null|`,
      String.raw`envelope) (?:outbound )?(?:sender|mail[- ]from|from)\b`,
    ),
    /domain of sender|sender(?:'s)? domain|purported responsible|no third-party dsns/,
    /\bmail from\b(?! (?:specific|ip\b|<host>|\[?\d))/,
    /\b(?:from|sending|return|envelope|header|originating) (?:address|domain|header|identity)|\bfrom:|sender identit/,
    /address(?:es)? (?:is|are) not verified|identit(?:y|ies) (?:failed|not)|not owned by|message from unverified/,
    /\b(?:spf|dkim|dmarc|batv|sender policy framework|sender id)\b|authentication (?:checks|information|results|level)/,
    /send(?:ing)? (?:this |mail |e-?mail )?(?:as|on behalf)\b|permissions? to send/,
    /(?:allowed|authori[sz]ed|permitted) to send/,
    /domain (?:<\w*> )?(?:is )?not (?:verified|authori[sz]ed|registered|configured|allowed)/,
    // Our own address, whatever is said of it; some servers close a reply with the whole envelope.
    /(?<!(?:from|sender)=)<sender>/,
  ],
  [
    { ours: 'login' },
    phrase(
      String.raw`\bauth(?:enticat\w+|entificat\w+|ori[sz]ation)?(?: \w+)?(?: is| was| has)? (?:requi\w+|needed|`,
      String.raw`fail\w*|rejected|unsuccessful|disabled|invalid|first|expired|turned on)`,
    ),
    /(?:unauthenticated|not (?:been )?authenticated)\b/,
    /(?:must|please|need to|requires?|without|proper|you) (?:\w+ )?(?:auth\w*|log ?in|sign in)\b/,
    /(?:issue|requires?|required|need|use) (?:a |an )?(?:starttls|tls|ssl|encrypt\w+|secure)\b/,
    /(?:tls|starttls|ssl|encryption|secure connection|log ?in)(?: \w+)? (?:is )?(?:required|needed|first)/,
    /(?:invalid|bad|incorrect|wrong|unknown) (?:login|credentials?|user ?names?|user or password|password|auth\w*)/,
    /user ?name and password|application-specific password|pop before smtp/,
    /check (?:your )?(?:for )?(?:new )?mail (?:before|first)/,
    /(?:password|token|credentials) (?:has |have )?(?:been )?(?:expired|revoked|invalid)|with your web browser/,
  ],
  // Also where another server, which was asked for the recipient, said it.
  [{ ours: 'blocked' }, /client host .{0,60}(?:blocked|rejected|denied)/, /(?<!\()\b(?:helo|ehlo)\b(?!=)/],
  [
    { recipient: 'mailbox-full' },
    /over (?:\w+ )?quota|quota (?:[\w-]+ ){0,2}(?:exceeded|violation|full|usage)/,
    /exceed\w* (?:[\w-]+ ){0,4}(?:quota|storage|space)/,
    /(?:mail ?box|in ?box|mail ?folder|mail ?dir|disk|account|user|storage) (?:[\w-]+ ){0,2}full\b|full mail ?box/,
    /out of (?:storage|space|disk)|(?:insufficient|sufficient|enough) (?:[\w-]+ )?(?:disk|storage|space)/,
    /no space left|storage allocation/,
    /too much mail data|mail ?box (?:size|exceed|would exceed)|space has been used up/,
    /too many messages (?:on|in) the (?:server|mail)/,
  ],
  [
    { recipient: 'no-such-address' },
    new RegExp(`${box}(?:[:,]? [^ .;]+){0,5}?[:,]? ?${gone}`),
    phrase(
      String.raw`(?:unknown|no such|non-? ?existent|bad|no|illegal|invalid|not a (?:valid|known)) (?:(?:or|`,
      String.raw`local|virtual|destination|e-?mail|mail|valid|known|and|illegal) ){0,3}(?:users?\b(?! ?names?|`,
      String.raw` or passw| credential)|recipients?|mail ?box|account|address|person|alias|local[- ]?part|rcpt|`,
      String.raw`destination)`,
    ),
    phrase(
      String.raw`(?:domain|host)(?: name)? (?:(?:or|name|is|was|must|part|of|does|domain|`,
      String.raw`<\w*>) ){0,4}(?:not found|unknown|not exist|exist|unreachable|not reachable)`,
    ),
    /unknown (?:domain|host)|no such (?:domain|host)|unrout(?:e)?able address|null ?mx|no mx\b/,
    /does not accept (?:e-?)?mail\b/,
    /e-?mail account that you tried to reach|no ?one at this|has been replaced by|badrcptto|validrcptto/,
    /name directory|unknown or illegal/,
    /mail receiving disabled|this user does ?n[o']t have|no (?:longer|mail ?box) (?:\w+ )?(?:by|here|on)/,
    /not our customer|recipient table|recipnotfound|recipientnotfound/,
  ],
];

/** Read after the codes: words that speak of us as a rule. */
const looseRows: Rows = [
  [
    { ours: 'blocked' },
    /(?:block|black|deny)-? ?list/,
    /\b(?:\w*rbl\w*|dnsbl\w*|\w*uribl|spamhaus|spamcop|barracuda\w*|sorbs|proofpoint|cloudmark|abusix)\b/,
    /reputation|complaints|\bptr\b|reverse (?:dns|lookup)|\brdns\b|\bbanned\b|open proxy/,
    /spam (?:abuse|source)/,
  ],
  [{ ours: 'content' }, /as spam|likely unsolicited|th(?:is|e|your) message (?:looks|contains|appears)|content/],
  [
    'hurried',
    /(?:sending|mail|message|connection|submission|delivery) rate|rate[- ]?(?:limit|exceed|control)|throttl/,
    /slow(?:er)? ?down|slower|peak smtp/,
    /too (?:fast|quickly)|too much mail|too many (?:messages|mails|e-?mails)/,
    /max(?:imum)? messages? per (?:connection|session)/,
  ],
  [
    { ours: 'blocked' },
    /\bblocked\b|client host|hostname|your (?:\w+ )?(?:ip|server|host|network|domain|isp|mail ?server|address)\b/,
    /\bip\b|dynamic/,
    /sending (?:mta|server|host)|permanently deferred|connection (?:refused|dropped|reset)|allowed to connect/,
    /no access|unusual rate|\bbulk\b|administrative prohibition|not accepting (?:connections|mail from)|trusted/,
  ],
  [
    { ours: 'content' },
    /spam|virus|malware|phish|content|unsolicited|rfc ?-?(?:2822|5322|compliant)|not rfc|\bmime\b|malformed/,
    /attachment|bare (?:lf|cr|line)/,
    /(?:message|mail|size)s? (?:[\w-]+ ){0,4}(?:too (?:large|big|long)|exceeds?|limit)|too (?:large|big)\b/,
    /exceed\w* (?:\S+ ){0,4}size/,
    /(?:message|e-?mail) (?:[\w-]+ ){0,3}(?:rejected|refused|blocked|denied|not accepted|not allowed|discarded)/,
    /polic(?:y|ies)|organizat\w+ settings|message-id|message filtered|protocol violation|\bheaders?\b|\burls?\b/,
  ],
];

const find = (rows: Rows, words: string): Sign | undefined =>
  rows.find(([, ...patterns]) => patterns.some((pattern) => pattern.test(words)))?.[0];

/** @param words as `readReply` gives them @returns what they say plainly, else what they say as a rule */
export function signOfWords(words: string | undefined): { readonly plain?: Sign; readonly loose?: Sign } {
  if (words === undefined || words === '') return {};
  const plain = find(plainRows, words);
  if (plain !== undefined) return { plain };
  const loose = find(looseRows, words);
  return loose === undefined ? {} : { loose };
}

/** How Postfix begins every refusal at RCPT TO, whatever follows. */
export const namesRecipient = (words: string): boolean =>
  /(?:recipient|destination|rcpt)(?: address(?:es)?)? ?:? ?(?:was )?(?:rejected|refused|denied)/.test(words);
