import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readAddress } from './address.js';
import { isPublicAddress } from './public-address.js';
import { SecretBox } from './secret-box.js';
import { send } from './send.js';
import { signatureOf } from './signature.js';

const strict = { plainHttp: false, allowedHosts: [] };
const trial = { plainHttp: true, allowedHosts: [] };

describe('the address of a webhook', () => {
  it('is one of https; plain http is for trials alone', () => {
    expect(readAddress('https://system.pref.kagoshima.jp/hook?a=1#x', strict)).toEqual({
      url: 'https://system.pref.kagoshima.jp/hook?a=1',
    });
    expect(readAddress('http://system.pref.kagoshima.jp/', strict)).toEqual({ fault: 'not-https' });
    expect(readAddress('http://system.pref.kagoshima.jp/', trial)).toEqual({ url: 'http://system.pref.kagoshima.jp/' });
  });

  it.each(['', 'x', 'ftp://a.jp/', 'https://', 'javascript:alert(1)', 'あ'])('is none where it is %j', (typed) => {
    expect(readAddress(typed, strict)).toEqual({ fault: 'no-address' });
  });

  it('has no password, which would stand in a log somewhere', () => {
    expect(readAddress('https://user:secret@system.pref.kagoshima.jp/', strict)).toEqual({ fault: 'with-credentials' });
  });

  it.each([
    'https://localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://10.0.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
  ])('leads to the public network, which %s does not', (typed) => {
    expect(readAddress(typed, strict)).toEqual({ fault: 'private' });
  });

  it.each([
    ['8.8.8.8', true],
    ['2400:4050::1', true],
    ['100.64.0.1', false],
    ['198.18.0.1', false],
    ['255.255.255.255', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['::', false],
    ['no address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('sending a webhook', () => {
  const message = { id: 'msg_1', url: 'http://system.pref.kagoshima.jp/hook', body: '{}', secrets: [] };
  /** As a name server answers. */
  const resolvesTo = (...addresses: string[]) =>
    ((_name: string, _options: object, found: (...answer: unknown[]) => void) =>
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as Parameters<typeof send>[2];

  it('looks at the addresses to which the name leads at that moment, and refuses a private one', async () => {
    let asked = 0;
    const server = createServer((_request, response) => void (asked++, response.end()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://system.pref.kagoshima.jp:${(server.address() as AddressInfo).port}/`;
    for (const addresses of [['127.0.0.1'], ['::1'], ['169.254.169.254'], ['8.8.8.8', '10.0.0.1']]) {
      const sent = await send({ ...message, url }, trial, resolvesTo(...addresses));
      expect(sent).toMatchObject({ error: 'private-address' });
    }
    expect(asked).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('refuses an address that has become private by another setting', async () => {
    expect(await send({ ...message, url: 'http://127.0.0.1:9/' }, trial)).toMatchObject({ error: 'private-address' });
  });

  it('says what kept it from an answer', async () => {
    const unknown = ((_name: string, _options: object, found: (error: Error) => void) =>
      found(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))) as unknown as Parameters<typeof send>[2];
    expect(await send(message, trial, unknown)).toMatchObject({ error: 'name-unknown' });
    const allowed = { plainHttp: true, allowedHosts: ['127.0.0.1:9'] };
    expect(await send({ ...message, url: 'http://127.0.0.1:9/' }, allowed)).toMatchObject({ error: 'refused' });
  });
});

describe('the signature', () => {
  it('is that of the example of Standard Webhooks', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const signed = signatureOf('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', [secret]);
    expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('stands there once for each secret', () => {
    expect(signatureOf('msg_1', 1, '{}', ['whsec_AAAA', 'whsec_BBBB'])).toMatch(/^v1,\S{44} v1,\S{44}$/);
  });
});

describe('a secret at rest', () => {
  it('is encrypted, each time otherwise, and opens for its own webhook alone', () => {
    const box = new SecretBox('s'.repeat(32));
    const closed = box.close('whsec_AAAA', 'one');
    expect(closed).not.toContain('whsec');
    expect(box.close('whsec_AAAA', 'one')).not.toBe(closed);
    expect(box.open(closed, 'one')).toBe('whsec_AAAA');
    expect(() => box.open(closed, 'other')).toThrow();
    expect(() => new SecretBox('t'.repeat(32)).open(closed, 'one')).toThrow();
  });
});
