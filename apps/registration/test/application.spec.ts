import { applicationFields, applicationKeys, sections } from '@todoke/application-form';
import { applicationItems } from '@todoke/events';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { textOfPdf } from '@todoke/testing';
import { running, type Running } from './running.js';
import { Applicant, filledIn, type Typed } from './applicant.js';

let service: Running;
beforeAll(async () => {
  service = await running();
});
afterAll(() => service.stop());
beforeEach(() => service.clock.advance(2 * 3_600_000));

const visitor = (): Applicant => new Applicant(service);
const applications = () =>
  service.ask<{ number: string }>('SELECT number FROM registration.applications ORDER BY number');
const required = applicationKeys.filter((key) => applicationFields[key].required === true && key !== 'email');

/** What people read for the values of `filledIn`. */
const shown = [
  'サンプル薬局',
  '1234567890',
  '薬局',
  '1：保険機関コードもしくは助産所コードを持っている',
  '0312345678',
  '3641234566',
  '7708570',
  '徳島県',
  '徳島市',
  '万代町１丁目１番地',
  'サンプルビル１階',
  '総務課',
  '山田',
  '太郎',
  'xxx@example.com',
];

describe('The application’s page', () => {
  it('asks for all items under two headings, each with its 「？」, and shows both texts (R21–R38, R89)', async () => {
    const person = visitor();
    await person.verify('verified@example.com');
    const { html, text } = await person.get(urls.application);
    for (const key of applicationKeys) {
      const { label } = applicationFields[key];
      expect(html).toContain(`name="${key}"`);
      expect(text).toContain(label);
      expect(text).toContain(`${label}の説明`);
    }
    for (const { title } of sections) expect(html).toContain(`<h2>${title}</h2>`);
    for (const consent of ['利用規約に同意します。', 'プライバシーポリシーに同意します。'])
      expect(text).toContain(consent);
    expect(html).toMatch(/name="email"[^>]*value="verified@example.com"[^>]*readonly/);
    expect(html).toMatch(/aria-current="step"[^]*?申請情報入力/);
    expect(text).toContain('までに申請を完了してください');
  });

  it.each(required)('without %s goes no further, and names the item (R7)', async (key) => {
    const person = visitor();
    await person.verify(`${key}@example.com`);
    const page = await person.send(urls.application, { ...filledIn, [key]: '' });
    expect(page.status).toBe(422);
    expect(page.html).toContain(`id="field-${key}-error"`);
    expect(page.html).toContain(`href="#field-${key}"`);
    expect(page.text).toContain(`「${applicationFields[key].label}」を`);
    expect((await person.get(urls.confirm)).to).toBe(urls.application);
  });

  it.each(['termsAccepted', 'privacyAccepted'])('without %s goes no further (R37, R38)', async (key) => {
    const person = visitor();
    await person.verify(`${key}@example.com`);
    const { [key]: _left, ...others } = filledIn;
    const page = await person.send(urls.application, others);
    expect(page.status).toBe(422);
    expect(page.html).toContain(`id="field-${key}-error"`);
  });

  it('keeps every value when one is wrong, for the page and for coming back later (R39)', async () => {
    const person = visitor();
    await person.verify();
    const wrong = { ...filledIn, phone: '03-1234-567', street: '"引用"<b>1-2' };
    for (const page of [await person.send(urls.application, wrong), await person.get(urls.application)]) {
      expect(page.html).toContain('value="03-1234-567"');
      expect(page.html).toContain('value="&quot;引用&quot;&lt;b&gt;1-2"');
      expect(page.html).toContain('value="サンプルビル1階"');
      expect(page.html).toMatch(/<option value="36" selected>徳島県/);
      expect(page.html).toMatch(/name="termsAccepted"[^>]* checked/);
    }
  });

  it('needs 保険機関コード only of whoever says to have one (R24, R26)', async () => {
    const person = visitor();
    await person.verify();
    const without = { ...filledIn, insuranceCode: '' };
    expect((await person.send(urls.application, without)).html).toContain('id="field-insuranceCode-error"');
    expect((await person.send(urls.application, { ...without, codeHolding: '2' })).to).toBe(urls.confirm);
  });

  it('takes the verified address whatever is posted (R36)', async () => {
    const person = visitor();
    await person.verify('mine@example.com');
    await person.send(urls.application, { ...filledIn, email: 'theirs@example.com' });
    const { text } = await person.get(urls.confirm);
    expect(text).toContain('mine@example.com');
    expect(text).not.toContain('theirs@example.com');
  });

  it('fills in the address of a postal code without script (R27)', async () => {
    const person = visitor();
    await person.verify();
    const looked = await person.send(urls.application, {
      postalCode: '770-8570',
      familyName: '山田',
      'look-up': 'now',
    });
    expect(looked.status).toBe(303);
    const { html, text } = await person.get(looked.to?.split('#')[0] ?? '');
    expect(text).toContain('郵便番号から住所を入力しました');
    expect(html).toMatch(/<option value="36" selected>/);
    expect(html).toContain('value="徳島市"');
    expect(html).toContain('value="山田"');
  });

  it('offers the addresses that share a postal code, and fills in the one that is chosen (R27)', async () => {
    const person = visitor();
    await person.verify();
    const looked = await person.send(urls.application, { postalCode: '6180000', 'look-up': 'now' });
    const { html } = await person.get(looked.to?.split('#')[0] ?? '');
    const offers = [...html.matchAll(/name="look-up" value="(\d+@\d{7})"[^>]*>([^<]+)</g)];
    expect(offers.length).toBeGreaterThan(1);
    const osaka = offers.find(([, , line]) => line?.startsWith('大阪府'));
    const chosen = await person.send(urls.application, { postalCode: '6180000', 'look-up': osaka?.[1] ?? '' });
    expect((await person.get(chosen.to?.split('#')[0] ?? '')).html).toMatch(/<option value="27" selected>/);
  });

  it('fills in no other address than its button shows, when the postal code has changed since (R27)', async () => {
    const person = visitor();
    await person.verify();
    const chosen = await person.send(urls.application, { postalCode: '2580000', 'look-up': '1@6180000' });
    const { html } = await person.get(chosen.to?.split('#')[0] ?? '');
    expect(html).toMatch(/name="look-up" value="0@2580000"/);
    expect(html).not.toMatch(/<option value="\d\d" selected>/);
  });

  it('destroys nothing that was typed, and offers what differs, without script (R27)', async () => {
    const person = visitor();
    await person.verify();
    const typed = { prefecture: '13', municipality: '', street: '字かつら川1' };
    const looked = await person.send(urls.application, { postalCode: '1001301', ...typed, 'look-up': 'now' });
    const kept = await person.get(looked.to?.split('#')[0] ?? '');
    expect(kept.html).toContain('value="字かつら川1"');
    expect(kept.html).toContain('value="御蔵島村"');
    expect(kept.html).not.toContain('に置き換える');

    const other = { postalCode: '8900064', prefecture: '46', municipality: '徳島市', street: '鴨池新町1' };
    const differs = await person.send(urls.application, { ...other, 'look-up': 'now' });
    const { html } = await person.get(differs.to?.split('#')[0] ?? '');
    expect(html).toContain('value="徳島市"');
    const offers = [...html.matchAll(/name="look-up" value="([^"]+)"[^>]*>([^<]+に置き換える)</g)];
    expect(offers.map(([, , label]) => label)).toEqual(['市区町村を「鹿児島市」に置き換える']);
    const button = offers[0]?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const pressed = await person.send(urls.application, { ...other, 'look-up': button });
    expect((await person.get(pressed.to?.split('#')[0] ?? '')).html).toContain('value="鹿児島市"');
  });

  it('says of which value only the beginning is kept', async () => {
    const person = visitor();
    await person.verify();
    const long = { street: `${'町'.repeat(1_500)}1`, 'look-up': 'now', postalCode: '7708570' };
    const looked = await person.send(urls.application, long);
    const { text, html } = await person.get(looked.to?.split('#')[0] ?? '');
    expect(text).toContain('「町名・番地」が長すぎるため、先頭だけを残しています。');
    expect(html).toContain('町'.repeat(1_000));
  });

  it('says so when a postal code is not known, and takes it all the same (R107)', async () => {
    const person = visitor();
    await person.verify();
    const looked = await person.send(urls.application, { ...filledIn, postalCode: '9999999', 'look-up': 'now' });
    const { text } = await person.get(looked.to?.split('#')[0] ?? '');
    expect(text).toContain('指定された郵便番号から住所が見つかりません');
    expect(text).toContain('通常の郵便番号');
    expect((await person.send(urls.application, { ...filledIn, postalCode: '9999999' })).to).toBe(urls.confirm);
    expect((await person.get(urls.confirm)).text).toContain('指定された郵便番号から住所が見つかりません');
  });

  it('answers the same to a script', async () => {
    const found = JSON.parse((await visitor().get(`${urls.postalCodes}/7708570`)).html) as {
      kind: string;
      addresses: Typed[];
    };
    expect(found).toMatchObject({ kind: 'found', addresses: [{ prefecture: '36', municipality: '徳島市' }] });
    const unknown = JSON.parse((await visitor().get(`${urls.postalCodes}/9999999`)).html) as Typed;
    expect(unknown).toMatchObject({ kind: 'unknown', message: '指定された郵便番号から住所が見つかりません' });
  });
});

describe('The confirmation', () => {
  it('shows all 16 items and leads back with every value (R40)', async () => {
    const person = visitor();
    await person.fillIn();
    const page = await person.get(urls.confirm);
    for (const key of applicationKeys) expect(page.text).toContain(applicationFields[key].label);
    for (const value of shown) expect(page.text).toContain(value);
    expect(page.html).toMatch(/aria-current="step"[^]*?申請情報確認/);
    const back = await person.get(urls.application);
    expect(back.html).toContain('value="万代町１丁目１番地"');
    expect(back.html).toContain('value="総務課"');
    expect(back.html).toMatch(/name="privacyAccepted"[^>]* checked/);
    await person.send(urls.application, { ...filledIn, department: '医務課' });
    expect((await person.get(urls.confirm)).text).toContain('医務課');
  });

  it('warns of a check digit that does not fit, and takes it (R26)', async () => {
    const person = visitor();
    await person.fillIn({ insuranceCode: '3641234567' });
    expect((await person.get(urls.confirm)).text).toContain('検証番号');
    expect((await person.send(urls.confirm)).to).toBe(urls.complete);
  });

  it('is not there any more once the items were changed into something wrong (R40)', async () => {
    const person = visitor();
    await person.fillIn();
    await person.send(urls.application, { ...filledIn, phone: '1' });
    expect((await person.get(urls.confirm)).to).toBe(urls.application);
    const before = (await applications()).length;
    expect((await person.send(urls.confirm)).to).toBe(urls.application);
    expect(await applications()).toHaveLength(before);
  });
});

describe('申請する', () => {
  it('makes an application with number, items, verified address and what was agreed to (R37, R41)', async () => {
    const number = await visitor().apply({}, 'agreed@example.com');
    expect(number).toMatch(/^APF-\d{8}$/);
    const [row] = await service.ask('SELECT * FROM registration.applications WHERE number = $1', [number]);
    expect(row).toMatchObject({
      route: 'self',
      prefecture: '36',
      address: 'agreed@example.com',
      status: 'submitted',
      terms_version: '2026-11-01',
      privacy_version: '2026-11-01',
      submitted_at: service.clock.now(),
      items: { institutionName: 'サンプル薬局', street: '万代町１丁目１番地', email: 'agreed@example.com' },
    });
    const [event] = (await service.announced('registration.application-submitted.v1')).slice(-1);
    expect(event).toMatchObject({
      aggregate: { type: 'application', id: number, version: 1 },
      data: {
        number,
        prefecture: '36',
        address: 'agreed@example.com',
        items: { familyName: '山田', codeHolding: '1' },
      },
    });
    const audited = await service.ask('SELECT action FROM registration.audit WHERE detail->>$1 = $2', [
      'number',
      number,
    ]);
    expect(audited).toEqual([{ action: 'application.submitted' }]);
  });

  it('has every item of the form in the contract of its event, which would leave others out in silence', () => {
    expect(Object.keys(applicationItems.shape).sort()).toEqual([...applicationKeys].sort());
  });

  it('clicked four times at once, and again later, makes one application (R40, R44)', async () => {
    const before = (await applications()).length;
    const person = visitor();
    await person.fillIn();
    const clicks = await Promise.all([1, 2, 3, 4].map(() => person.send(urls.confirm)));
    expect(clicks.map(({ to }) => to)).toEqual([1, 2, 3, 4].map(() => urls.complete));
    expect((await person.send(urls.confirm)).to).toBe(urls.complete);
    expect((await person.get(urls.confirm)).to).toBe(urls.complete);
    expect((await person.get(urls.application)).to).toBe(urls.complete);
    expect((await person.send(urls.application, filledIn)).to).toBe(urls.complete);
    expect(await applications()).toHaveLength(before + 1);
    expect(await service.announced('registration.application-submitted.v1')).toHaveLength(before + 1);
  });

  it('gives many at once each a number of their own, rising (R41)', async () => {
    const people = Array.from({ length: 8 }, visitor);
    for (const [index, person] of people.entries()) await person.fillIn({}, `many${index}@example.com`);
    await Promise.all(people.map((person) => person.send(urls.confirm)));
    const numbers = (await applications()).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const next = await visitor().apply();
    expect(next > (numbers.at(-1) ?? '')).toBe(true);
  });

  it('leaves nothing of what was typed in the draft', async () => {
    await visitor().apply({}, 'gone@example.com');
    expect(
      await service.ask('SELECT id FROM registration.drafts WHERE drafts::text LIKE $1', ['%gone@example.com%']),
    ).toEqual([]);
  });
});

describe('The completion', () => {
  it('says what comes next, shows number and items, and bids to save them (R41–R44)', async () => {
    const person = visitor();
    const number = await person.apply();
    const page = await person.get(urls.complete);
    for (const fact of [
      '新規ユーザ登録申請が完了しました。',
      `申請番号： ${number}`,
      '申請内容をダウンロード',
      '「終了する」を押してから、ブラウザのウィンドウを閉じて',
      'ユーザの発行が完了したわけではありません',
      '完了通知メールには記載されません',
    ]) {
      expect(page.text).toContain(fact);
    }
    for (const value of shown) expect(page.text).toContain(value);
    expect(page.html).toMatch(/aria-current="step"[^]*?申請完了/);
  });

  it('gives the session that applied a PDF with number and all items, and nobody else (R43)', async () => {
    const person = visitor();
    const number = await person.apply({ institutionName: '医療法人髙﨑会㈱①薬局' });
    const pdf = await person.get(urls.download);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="${number}.pdf"`);
    const text = textOfPdf(pdf.bytes);
    for (const value of [...shown.slice(1), number, '医療法人髙﨑会㈱①薬局']) expect(text).toContain(value);
    for (const key of applicationKeys) expect(text).toContain(applicationFields[key].label);

    const stranger = visitor();
    await stranger.verify('stranger@example.com');
    for (const other of [stranger, visitor()]) {
      const refused = await other.get(urls.download);
      expect(refused.status).toBe(404);
      expect(refused.text).toContain('申請を行ったブラウザでのみ');
    }
  });

  it('says before the download which characters the PDF cannot show (R43)', async () => {
    const person = visitor();
    await person.fillIn({ institutionName: 'Łó𪚥薬局', department: '総務課' }, 'lacking@example.com');
    const told =
      '機関名の「Ł」「𪚥」は、申請内容をダウンロードするファイルの書体になく、ファイルでは「〓」になります。';
    expect((await person.get(urls.confirm)).text).toContain(told);
    await person.send(urls.confirm);
    const { text } = await person.get(urls.complete);
    expect(text.indexOf(told)).toBeGreaterThan(0);
    expect(text.indexOf(told)).toBeLessThan(text.indexOf('申請内容をダウンロード', text.indexOf(told) + told.length));
    expect(text).toContain('𪚥薬局');
    expect(textOfPdf((await person.get(urls.download)).bytes)).toContain('〓');
  });

  it('can be followed by another application from the same browser', async () => {
    const person = visitor();
    const first = await person.apply();
    service.clock.advance(60_000);
    const second = await person.apply();
    expect(second > first).toBe(true);
    expect((await person.get(urls.complete)).text).toContain(second);
  });
});

describe('Nobody skips a step', () => {
  it.each([urls.confirmAddress, urls.code, urls.application, urls.confirm, urls.complete])(
    '%s leads back to the beginning without a draft',
    async (url) => {
      expect(await visitor().get(url)).toMatchObject({ status: 303, to: urls.address });
    },
  );

  it('a draft is led to where it is, after a reload and with every page asked for', async () => {
    const person = visitor();
    await person.enterAddress();
    for (const url of [urls.code, urls.application, urls.confirm, urls.complete])
      expect((await person.get(url)).to).toBe(urls.confirmAddress);
    await person.get(urls.confirmAddress);
    await person.send(urls.confirmAddress);
    for (const url of [urls.application, urls.confirm, urls.complete])
      expect((await person.get(url)).to).toBe(urls.code);
    await person.get(urls.code);
    await person.send(urls.code, { code: await service.lastCode() });
    for (const url of [urls.code, urls.confirm, urls.complete])
      expect((await person.get(url)).to).toBe(urls.application);
    expect((await person.get(urls.application)).status).toBe(200);
  });

  it('asking for 申請する without having confirmed changes nothing', async () => {
    const before = (await applications()).length;
    const person = visitor();
    await person.verify();
    expect((await person.send(urls.confirm)).to).toBe(urls.application);
    expect(await applications()).toHaveLength(before);
  });
});
