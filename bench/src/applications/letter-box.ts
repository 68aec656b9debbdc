import { type Letter, LetterBox } from '@todoke/testing/people';
import type { Arrival } from '../sink/arrival.js';
import type { Sink } from '../sink/sink.js';

/** The mails of the sink's process, as people in this one read them. */
export function letterBox(sink: Sink): LetterBox {
  const mails: Letter[] = [];
  sink.keepsWhole(true);
  sink.listen((arrival) => void mails.push(letter(arrival)));
  return new LetterBox({ mails });
}

const letter = ({ subject, recipients, raw = '' }: Arrival): Letter => ({ subject, recipients, text: textOf(raw) });

/** The first part, which is the plain text in base64. */
function textOf(raw: string): string {
  const [, , body = ''] = raw.split(/\r\n\r\n/);
  return Buffer.from(body.slice(0, body.indexOf('--')), 'base64').toString();
}
