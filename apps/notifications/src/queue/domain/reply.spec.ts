import { crowded, forNow, hurried, unavailable } from '../../../test/delays.js';
import { ours, recipients, type Refusal, sender } from '../../../test/refusals.js';
import { judge, readReply, type SmtpTrouble } from './reply.js';

const trouble = (about: Partial<SmtpTrouble>) => judge({ badEnvelope: false, progress: 'envelope', ...about });

describe('what a refusal of the SMTP server means', () => {
  it.each([
    ['RCPT TO', 550, '5.1.1', '5.1.1', 'no-such-address'],
    ['RCPT TO', 550, '5.1.2', '5.1.2', 'no-such-address'],
    ['RCPT TO', 550, '5.1.10', '5.1.10', 'no-such-address'],
    ['RCPT TO', 550, '5.2.1', '5.2.1', 'no-such-address'],
    ['RCPT TO', 550, '5.4.4', '5.4.4', 'no-such-address'],
    ['RCPT TO', 552, '5.2.2', '5.2.2', 'mailbox-full'],
    ['RCPT TO', 550, '5.7.1', '5.7.1', 'refused'],
    ['DATA', 554, '5.7.1', '5.7.1', 'refused'],
    ['RCPT TO', 550, undefined, '5.0.0', 'no-such-address'],
    ['RCPT TO', 552, undefined, '5.0.0', 'mailbox-full'],
    ['DATA', 554, undefined, '5.0.0', 'refused'],
    ['DATA', 571, undefined, '5.0.0', 'unknown'],
    ['RCPT TO', 550, '4.1.1', '5.0.0', 'no-such-address'],
  ])('%s %i %s is 不達 with status %s, because %s', (command, replyCode, enhanced, status, reason) => {
    expect(trouble({ command, replyCode, enhanced })).toEqual({ kind: 'refused', status, reason });
  });

  it.each([
    ['RCPT TO', 450, '4.2.0', '4.2.0'],
    ['RCPT TO', 451, undefined, '4.0.0'],
    ['DATA', 452, '4.3.1', '4.3.1'],
  ])('%s %i %s is tried again later', (command, replyCode, enhanced, status) => {
    expect(trouble({ command, replyCode, enhanced })).toEqual({ kind: 'deferred', status });
  });

  it.each([
    ['MAIL FROM', 451],
    ['EHLO', 554],
    ['RCPT TO', 503],
  ])('%s %i says nothing about the address: the server counts as unavailable', (command, replyCode) => {
    expect(trouble({ command, replyCode })).toEqual({ kind: 'unavailable' });
  });

  it('tells by how far the letter came what a broken connection means', () => {
    expect(trouble({ command: 'CONN', progress: 'connecting' })).toEqual({ kind: 'unavailable' });
    expect(trouble({ command: 'CONN', progress: 'envelope' })).toEqual({ kind: 'stuck' });
    expect(trouble({ command: 'CONN', progress: 'content' })).toEqual({ kind: 'cut-off' });
  });

  it('is sure of a refusal that came after the content', () => {
    expect(trouble({ command: 'DATA', replyCode: 451, progress: 'content' })).toMatchObject({
      kind: 'deferred',
    });
  });

  it('takes a 421 instead of a greeting for a server that is unavailable', () => {
    expect(trouble({ command: 'CONN', replyCode: 421, progress: 'connecting' })).toEqual({ kind: 'unavailable' });
  });

  it('takes a 421 to one recipient for a trouble of that recipient', () => {
    expect(trouble({ command: 'RCPT TO', replyCode: 421 })).toEqual({ kind: 'deferred', status: '4.0.0' });
    expect(trouble({ command: 'DATA', replyCode: 421 })).toEqual({ kind: 'deferred', status: '4.0.0' });
    // With pipelining the connection ends before the command is known.
    expect(trouble({ command: 'CONN', replyCode: 421 })).toEqual({ kind: 'deferred', status: '4.0.0' });
  });

  it('takes for no address what no envelope can hold', () => {
    expect(trouble({ badEnvelope: true })).toEqual({
      kind: 'refused',
      status: '5.1.3',
      reason: 'no-such-address',
    });
  });
});

const before: readonly string[] = ['CONN', 'EHLO', 'AUTH PLAIN'];
const judged = ([command, reply]: Refusal) =>
  judge({
    command,
    ...readReply(reply, sender),
    badEnvelope: false,
    progress: before.includes(command) ? 'connecting' : 'envelope',
  });

describe('a refusal in the words of a server that is in use', () => {
  const each = <Key extends string>(table: Readonly<Record<Key, readonly Refusal[]>>) =>
    (Object.keys(table) as Key[]).flatMap((key) => table[key].map((refusal) => [key, ...refusal] as const));

  it.each(each(recipients))('is the recipient’s: %s (%s, %s)', (reason, ...refusal) => {
    expect(judged(refusal)).toMatchObject({ kind: 'refused', reason });
  });

  it.each(each(ours))('is ours and bounces nobody: %s (%s, %s)', (cause, ...refusal) => {
    expect(judged(refusal)).toMatchObject({ kind: 'held', cause });
  });

  it.each(forNow)('waits with its recipient alone (%s, %s)', (...refusal) => {
    expect(judged(refusal)).toMatchObject({ kind: 'deferred' });
  });

  it.each(crowded)('says that we have too many connections (%s, %s)', (...refusal) => {
    expect(judged(refusal)).toEqual({ kind: 'crowded' });
  });

  it.each(hurried)('says that we are too fast (%s, %s)', (...refusal) => {
    expect(judged(refusal)).toEqual({ kind: 'hurried' });
  });

  it.each(unavailable)('speaks of the server itself (%s, %s)', (...refusal) => {
    expect(judged(refusal)).toEqual({ kind: 'unavailable' });
  });

  it('is read over all its lines, wherever the code or the words stand', () => {
    expect(
      readReply('550-Message refused\r\n550-5.7.60 for <box@clinic.example>\r\n550 see https://x.example/sender'),
    ).toEqual({
      replyCode: 550,
      enhanced: '5.7.60',
      words: 'message refused for <> see',
    });
  });

  it('is not misled by an address or a host whose name is a word of the catalogue', () => {
    for (const box of ['relay.access.denied@quota.example', 'sender-rejected@spf.example', 'spam@blocked.example']) {
      expect(judged(['RCPT TO', `550 5.1.1 <${box}>: Recipient address rejected: User unknown`])).toMatchObject({
        kind: 'refused',
        reason: 'no-such-address',
      });
    }
  });

  it('that says nothing of anybody is doubtful, and one that names the recipient is not', () => {
    expect(judged(['DATA', '554 5.0.0 no'])).toMatchObject({ kind: 'refused', doubtful: true });
    expect(judged(['RCPT TO', '554 5.7.1 <box@clinic.example>: Recipient address rejected: no'])).toEqual({
      kind: 'refused',
      status: '5.7.1',
      reason: 'refused',
    });
  });
});
