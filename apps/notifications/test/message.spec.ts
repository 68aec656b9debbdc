import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { mailId } from '../src/mails/define-mail.js';
import { envelopeAddress, message, messageId } from '../src/queue/smtp/message.js';

const sender = { name: '厚生労働省G-MIS事務局', address: 'info@g-mis.example' };
const at = new Date('2026-12-31T23:59:59+09:00');
const id = mailId('3b241101-e2bb-4255-8caf-4136c5660008', 'M5', 0);

describe('a message on the wire', () => {
  it('brings back any text whole: 𠮷, 髙﨑①㈱, dots at the beginning of a line, long lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (drawn) => {
        const safe = drawn.replace(/[\r\u2028\u2029\u0000]/g, '');
        const body = `𠮷野家 髙﨑①㈱\n.\n..\n${'長'.repeat(3_000)}\n${safe}\n終`;
        const rendered = { subject: 'あ', text: body, html: `<p>${'x'.repeat(2_000)}</p>` };
        const read = await PostalMime.parse(message(id, sender, 'a@example.jp', rendered, at));
        expect((read.text ?? '').replace(/\r\n/g, '\n').trimEnd()).toBe(body.trimEnd());
        expect(read.html?.trimEnd()).toBe(rendered.html);
      }),
      { numRuns: 50 },
    );
  });

  it('splits a long subject between characters, never within one', async () => {
    const subject = `【厚生労働省G-MIS事務局】${'𠮷髙'.repeat(40)}`;
    const raw = message(id, sender, 'a@example.jp', { subject, text: 't', html: 'h' }, at);
    expect((await PostalMime.parse(raw)).subject).toBe(subject);
    expect(
      Math.max(
        ...raw
          .toString()
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(76);
  });

  it('has one Message-ID for one event, mail and address, and another for any other', () => {
    const event = '3b241101-e2bb-4255-8caf-4136c5660008';
    expect(messageId(mailId(event, 'M5', 0), sender)).toBe(messageId(mailId(event, 'M5', 0), sender));
    const ids = [
      mailId(event, 'M5', 0),
      mailId(event, 'M5', 1),
      mailId(event, 'M6', 0),
      mailId(event.replace('3b', '3c'), 'M5', 0),
    ];
    expect(new Set(ids).size).toBe(4);
    for (const each of ids)
      expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('an address', () => {
  it.each([
    ['yakkyoku@example.jp', 'yakkyoku@example.jp'],
    [' Yakkyoku+1@Example.JP ', 'Yakkyoku+1@example.jp'],
    ['info@日本語.jp', 'info@xn--wgv71a119e.jp'],
    ["o'brien@example.jp", "o'brien@example.jp"],
  ])('%s is taken as %s', (given, taken) => {
    expect(envelopeAddress(given)).toBe(taken);
  });

  it.each([
    '',
    'nobody',
    '@example.jp',
    'a@',
    'a b@example.jp',
    'a@example.jp\r\nBcc: b@example.jp',
    '<a@example.jp>',
    'a@b@c',
    'a@exa mple',
    '"a"@example.jp',
    'a,b@example.jp',
  ])('%j is none', (given) => {
    expect(envelopeAddress(given)).toBeUndefined();
  });
});
