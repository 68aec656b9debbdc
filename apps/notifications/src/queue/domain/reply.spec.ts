import { judge, type SmtpTrouble } from './reply.js';

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
    ['RCPT TO', 550, '5.1.8', '5.1.8', 'refused'],
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
    ['MAIL FROM', 550],
    ['MAIL FROM', 451],
    ['AUTH PLAIN', 535],
    ['EHLO', 554],
    ['CONN', 421],
    ['RCPT TO', 421],
    ['DATA', 421],
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

  it('takes for no address what no envelope can hold', () => {
    expect(trouble({ badEnvelope: true })).toEqual({
      kind: 'refused',
      status: '5.1.3',
      reason: 'no-such-address',
    });
  });
});
