import { domainToASCII } from 'node:url';
import type { RenderedMail } from '../../mails/index.js';

/** Who all mails come from (R62). */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** What can stand in a header and an envelope; quoted local parts are no address of ours. */
const plainAddress = /^[^\s<>()[\],;:\\"@]+@[^\s<>()[\],;:\\"@]+$/u;

/** Words joined by single dots (RFC 5321 4.1.2, `Dot-string`; RFC 6531 for other letters). */
const dotString = /^[^.]+(?:\.[^.]+)*$/u;

const asciiDomain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/**
 * The address as a server takes it, its domain in ASCII (RFC 5891); undefined when it can be no address. A local part
 * with dots at its ends or in a row, as old addresses of Japanese carriers have them, is quoted: the server knows it
 * without the quotes (RFC 5321 4.1.2), and refuses it where they are missing.
 */
export function envelopeAddress(address: string): string | undefined {
  const trimmed = address.trim();
  if (!plainAddress.test(trimmed)) return undefined;
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const domain = asciiDomainOf(trimmed.slice(at + 1).toLowerCase());
  if (domain === undefined) return undefined;
  return `${dotString.test(local) ? local : `"${local}"`}@${domain}`;
}

/**
 * Other ways to write a quoted address, for a server that takes the usual one for an error of syntax: dots in a row as
 * quoted pairs, which mean the same (RFC 5321 4.1.2), and without quotes, as carriers themselves write it.
 * @param address from `envelopeAddress`
 */
export function otherSpellings(address: string): readonly string[] {
  const [, local, domain] = /^"(.*)"@(.*)$/.exec(address) ?? [];
  if (local === undefined || domain === undefined) return [];
  const pairs = `"${local.replace(/(?<=\.)\./g, '\\.')}"@${domain}`;
  return [...(pairs === address ? [] : [pairs]), `${local}@${domain}`];
}

/** A domain in ASCII stays as it is, also one that is no good Punycode: whether it exists is for the server to say. */
function asciiDomainOf(domain: string): string | undefined {
  if (asciiDomain.test(domain)) return domain;
  const converted = domainToASCII(domain);
  return converted === '' ? undefined : converted;
}

/** Derived from the mail's id only, so that a duplicate is recognised by it. */
export const messageId = (id: string, sender: Sender): string =>
  `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`;

/**
 * The message as it goes over the wire: text and HTML in UTF-8 (RFC 2046, alternative), header words encoded
 * (RFC 2047), marked as sent by a machine (RFC 3834).
 * @param to from `envelopeAddress`
 */
export function message(id: string, sender: Sender, to: string, mail: RenderedMail, date: Date): Buffer {
  const boundary = `=_${id}`;
  const lines = [
    `${encodedHeader('From', sender.name)}\r\n <${sender.address}>`,
    `To: <${to}>`,
    encodedHeader('Subject', mail.subject),
    `Date: ${mailDate(date)}`,
    `Message-ID: ${messageId(id, sender)}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative;',
    ` boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(mail.text),
    `--${boundary}`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(mail.html),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const base64Lines = (body: string): string =>
  Buffer.from(body.replace(/\r?\n/g, '\r\n') + '\r\n')
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\r\n');

/** Japan's time, RFC 5322: `Fri, 20 Nov 2026 10:00:00 +0900`. */
const mailDate = (date: Date): string =>
  new Date(date.getTime() + 9 * 60 * 60 * 1000).toUTCString().replace('GMT', '+0900');

/** A line with encoded words has 76 characters at most (RFC 2047, 2). */
const longestLine = 76;
const frame = '=?UTF-8?B??='.length;

/** Words are split between characters, one a line. */
function encodedHeader(name: string, text: string): string {
  const words: string[] = [''];
  // Characters before a word on its line: the header's name, or the space of a folded line.
  const room = (): number => longestLine - frame - (words.length === 1 ? `${name}: `.length : 1);
  for (const character of text) {
    const longer = (words.at(-1) ?? '') + character;
    if (base64Length(longer) > room()) words.push(character);
    else words[words.length - 1] = longer;
  }
  const encoded = words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`);
  return `${name}: ${encoded.join('\r\n ')}`;
}

const base64Length = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3) * 4;
