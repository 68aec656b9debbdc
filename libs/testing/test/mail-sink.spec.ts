import { createTransport } from 'nodemailer';
import { eventually, mailSink, type MailSink, patience } from '@todoke/testing';

let sink: MailSink;
beforeEach(async () => (sink = await mailSink()));
afterEach(() => sink.close());

/** @param timeout how long it waits for an answer, in milliseconds */
const send = (to: string, timeout = patience) =>
  createTransport({ url: sink.url, connectionTimeout: patience, socketTimeout: timeout } as object).sendMail({
    from: 'info@g-mis.example',
    to,
    subject: '【試験】件名',
    text: '本文 髙﨑',
  });

describe('the mail sink', () => {
  it('keeps what it accepts, read as a person would', async () => {
    await send('a@example.com');
    expect(sink.to('A@example.com')).toMatchObject([
      { subject: '【試験】件名', text: '本文 髙﨑', recipients: ['a@example.com'], returnPath: 'info@g-mis.example' },
    ]);
    expect(sink.to('b@example.com')).toEqual([]);
  });

  it('refuses one address for good and defers another, and counts how often they were tried', async () => {
    sink.refuse('gone@example.com');
    sink.defer('full@example.com', { code: 452, text: '4.2.2 mailbox full' });
    await expect(send('gone@example.com')).rejects.toMatchObject({ responseCode: 550 });
    await expect(send('full@example.com')).rejects.toMatchObject({ responseCode: 452 });
    await expect(send('full@example.com')).rejects.toMatchObject({ responseCode: 452 });
    await send('fine@example.com');
    expect(sink.attempts('full@example.com')).toBe(2);
    sink.recover();
    await send('full@example.com');
    expect(sink.mails.map(({ recipients }) => recipients)).toEqual([['fine@example.com'], ['full@example.com']]);
  });

  it('hangs and cuts connections until it recovers', async () => {
    sink.hang();
    await expect(send('a@example.com', 3_000)).rejects.toThrow(/timeout/i);
    sink.recover();
    sink.drop();
    await expect(send('a@example.com')).rejects.toThrow();
    expect(sink.mails).toEqual([]);
    sink.recover();
    await send('a@example.com');
    expect(sink.mails).toHaveLength(1);
  });

  it('keeps mails and never says so until it recovers, so that a sender has to send them again', async () => {
    sink.swallow();
    await expect(send('a@example.com', 3_000)).rejects.toThrow(/timeout/i);
    expect(sink.mails).toHaveLength(1);
    sink.recover();
    await send('a@example.com');
    expect(sink.mails).toHaveLength(2);
  });

  it('goes away and comes back on the same port', async () => {
    const { port } = sink;
    await sink.close();
    await expect(send('a@example.com')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ESOCKET/) });
    await sink.open();
    expect(sink.port).toBe(port);
    await eventually(() => send('a@example.com'));
    expect(sink.mails).toHaveLength(1);
  });
});
