import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Arrival, SinkOrder, SinkWord } from './arrival.js';

/**
 * An SMTP server in a process of its own: accepts everything and reports it in batches to its parent process, so that
 * it shares no event loop with the measurement.
 */
let whole = false;
let arrived: Arrival[] = [];

const tell = (word: SinkWord): void => void process.send?.(word);

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  size: 10_000_000,
  disableReverseLookup: true,
  onData: (stream, { envelope }, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const at = Date.now();
      const message = Buffer.concat(parts).toString('latin1');
      const head = message.slice(0, message.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
      arrived.push({
        at,
        id: /^Message-ID: <([^@>]+)/im.exec(head)?.[1] ?? '',
        subject: decoded(/^Subject: (.*)$/im.exec(head)?.[1] ?? ''),
        recipients: envelope.rcptTo.map(({ address }) => address),
        ...(whole && { raw: message }),
      });
      done();
    });
  },
});

/** Encoded words in UTF-8 and base64 (RFC 2047), of which all our mails' subjects are made. */
const decoded = (text: string): string =>
  text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString());

setInterval(() => {
  if (arrived.length === 0) return;
  tell({ arrived });
  arrived = [];
}, 20);
process.on('message', ({ keepsWhole }: SinkOrder) => (whole = keepsWhole));
process.on('disconnect', () => process.exit());
// A killed client resets its connections.
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => tell({ port: (server.server.address() as AddressInfo).port }));
