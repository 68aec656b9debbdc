import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startInbox } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
type Mail = { subject: string; text: string; to: { address: string }[] };

const mails = async (webUrl: string): Promise<Mail[]> => (await (await fetch(`${webUrl}/email`)).json()) as Mail[];

/** Sends one mail, by hand (RFC 5321). @throws with the server's answer when it refuses */
async function send(port: number, to: string, subject: string, text: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answered = async (): Promise<void> => {
    for (;;) {
      const { value } = (await answers.next()) as { value: string };
      if (/^[45]/.test(value)) throw new Error(value);
      if (/^\d{3} /.test(value)) return;
    }
  };
  await answered();
  const encoded = `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const headers = [
    'From: a@g-mis.example',
    `To: ${to}`,
    `Subject: ${encoded}`,
    'Content-Type: text/plain; charset=utf-8',
  ];
  const mail = [...headers, '', text, '.'].join('\r\n');
  for (const line of ['EHLO test', 'MAIL FROM:<a@g-mis.example>', `RCPT TO:<${to}>`, 'DATA', mail, 'QUIT']) {
    socket.write(`${line}\r\n`);
    await answered();
  }
  socket.destroy();
}

describe('The mail inbox', () => {
  it('takes a mail for anybody and shows it', async () => {
    const { smtpPort, webUrl, stop } = await startInbox();
    await send(smtpPort, 'anybody@no-such-place.example', '認証コードのお知らせ', '認証コード: 123456');
    expect(await comesTrue(async () => (await mails(webUrl)).length === 1, patience)).toBe(true);
    const [mail] = await mails(webUrl);
    expect(mail).toMatchObject({
      subject: '認証コードのお知らせ',
      to: [{ address: 'anybody@no-such-place.example' }],
    });
    expect(mail?.text).toContain('認証コード: 123456');
    await stop();
  });

  it('keeps its mails for the next start when it has a folder', async () => {
    const mailDir = join(folder, 'mails');
    const first = await startInbox({ mailDir });
    await send(first.smtpPort, 'a@example.jp', 'ご案内', '本文');
    expect(await comesTrue(async () => (await mails(first.webUrl)).length === 1, patience)).toBe(true);
    await first.stop();
    const second = await startInbox({ mailDir });
    expect(await comesTrue(async () => (await mails(second.webUrl)).length === 1, patience)).toBe(true);
    expect((await mails(second.webUrl))[0]?.subject).toBe('ご案内');
    await second.stop();
  });

  it('is out of reach from other machines and asks none for anything', async () => {
    const { smtpPort, webPort, webUrl, stop } = await startInbox();
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one?.internal === false && one.family === 'IPv4');
    for (const { address } of outside.flatMap((one) => one ?? [])) {
      for (const port of [smtpPort, webPort]) {
        const socket = connect(port, address);
        const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
        expect(error.code).toBe('ECONNREFUSED');
      }
    }
    const page = await (await fetch(webUrl)).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.filter((address) => /^([a-z]+:)?\/\//.test(address) && !address.includes('github.com'))).toEqual(
      [],
    );
    await stop();
  });

  it('passes nothing on, whatever the environment says', async () => {
    process.env['MAILDEV_OUTGOING_HOST'] = 'mail.example';
    const { webUrl, stop } = await startInbox().finally(() => delete process.env['MAILDEV_OUTGOING_HOST']);
    expect(await (await fetch(`${webUrl}/config`)).json()).toMatchObject({ isOutgoingEnabled: false });
    await stop();
  });
});
