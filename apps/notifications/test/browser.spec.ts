import { eventually, mailSink, type MailSink, people } from '@todoke/testing';
import { expectGoodPage, expectQuiet, launchBrowser, newVisit, screenshots } from '@todoke/testing/browser';
import type { Browser } from 'playwright-core';
import { deliver, eventFor } from './events.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let service: Awaited<ReturnType<Bed['start']>>;
let sink: MailSink;
let browser: Browser;

beforeAll(async () => {
  [sink, browser] = await Promise.all([mailSink(), launchBrowser()]);
  bed = await newBed();
  service = await bed.start({ people, environment: ownEnvironment({ SMTP_URL: sink.url }) });
});

afterAll(async () => {
  await browser.close();
  await bed.stop();
  await sink.close();
});

it('ops reads the queue: accessible, on a phone too, with nothing from another host (R170)', async () => {
  sink.refuse('refused@example.jp');
  for (const code of ['M1', 'M2', 'M2', 'M4', 'M5', 'M6', 'M7'] as const) {
    await deliver(bed.nats, await eventFor(code));
  }
  await deliver(bed.nats, await eventFor('M5', { data: { address: 'refused@example.jp' } }));
  await eventually(async () => {
    const open = await bed.ask(`SELECT FROM notifications.mails WHERE ended_at IS NULL`);
    const all = await bed.ask('SELECT FROM notifications.mails');
    expect([open.length, all.length]).toEqual([0, 9]);
  });
  const visit = await newVisit(browser);
  const page = await visit.context.newPage();
  await page.goto(service.url);
  await page.getByRole('button', { name: 'ops' }).click();
  await page.getByRole('heading', { level: 1, name: 'メール送信状況' }).waitFor();
  await page.getByRole('row', { name: 'M5 ②利用案内 0 0 1 1 0' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'notifications-queue');
  for (const [box, text] of [
    ['one@clinic-1.example', '5.7.1 Relay access denied'],
    ['two@clinic-2.example', '5.7.1 <info@g-mis.example>: Sender address rejected: not owned by user'],
  ] as const) {
    sink.refuse(box, { code: 554, text });
    await deliver(bed.nats, await eventFor('M4', { data: { address: box } }));
  }
  await eventually(async () => {
    await page.reload();
    const notice = page.getByText('送信が拒否され、保留しているメールがあります');
    return (await notice.isVisible()) && (await page.getByText('1件）').count()) === 2;
  });
  await expectGoodPage(page);
  await screenshots(page, 'notifications-queue-held');
  sink.recover();
  await eventually(async () => {
    await page.reload();
    return page.getByText('メールサーバに接続できています。').isVisible();
  });
  await sink.close();
  await deliver(bed.nats, await eventFor('M1'));
  await eventually(async () => {
    await page.reload();
    return page.getByText('メールサーバに接続できません').isVisible();
  });
  await expectGoodPage(page);
  await screenshots(page, 'notifications-queue-smtp-unavailable');
  expectQuiet(visit);
});
