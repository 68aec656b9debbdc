import { Inbox } from 'endurance/people/inbox';
import type { MailSink, ReceivedMail } from '@todoke/testing';
import type { Arrival } from '../sink/arrival.js';
import type { Sink } from '../sink/sink.js';

/**
 * An adapter: the people of the endurance tests read mails from a sink in their process; here it is another process.
 */
export function letterBox(sink: Sink): Inbox {
  const mails: ReceivedMail[] = [];
  sink.keepsWhole(true);
  sink.listen((arrival) => void mails.push(received(arrival)));
  return new Inbox({ mails } as unknown as MailSink);
}

const received = ({ subject, recipients, raw = '' }: Arrival): ReceivedMail =>
  ({ subject, recipients, text: textOf(raw) }) as unknown as ReceivedMail;

/** The first part, which is the plain text in base64. */
function textOf(raw: string): string {
  const [, , body = ''] = raw.split(/\r\n\r\n/);
  return Buffer.from(body.slice(0, body.indexOf('--')), 'base64').toString();
}
