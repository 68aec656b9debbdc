import { launchBrowser, newVisit } from '@todoke/testing/browser';
import { staffed } from './people.js';
import { clinic, friday, later, pharmacy, waiting } from './samples.js';
it('shots', async () => {
  const service = await staffed();
  const browser = await launchBrowser();
  const number = 'APF-00000001';
  await service.open(
    waiting(number, { ...pharmacy, insuranceCode: '3641234567' }),
    waiting('APF-00000002', clinic),
    waiting('APF-00000003', { ...pharmacy, insuranceCode: '3641234567' }),
  );
  await service.open(
    ...Array.from({ length: 60 }, (_, i) =>
      waiting(`APF-0001${String(i).padStart(4, '0')}`, {
        ...pharmacy,
        institutionName: `医療法人社団　長い名前の会　鹿児島中央第${i}総合病院`,
        institutionType: 'hospital',
        street: `${i}番地`,
      }),
    ),
  );
  await service.ask(
    `INSERT INTO approval.mails (id, version, number, mail, state, reason, at) VALUES ('m', 1, $1, 'M2', 'bounced', 'mailbox-full', $2)`,
    [number, friday],
  );
  service.clock.set(later(15 * 24));
  await service.ask(
    "UPDATE approval.reviews SET state = 'approved', decided_by = 'colleague', decided_at = received_at + interval '3 days' WHERE number = 'APF-00010003'",
  );
  await service.ask(
    "UPDATE approval.reviews SET state = 'issued', since= received_at + interval '5 days', decided_by = 'colleague', decided_at = received_at + interval '3 days' WHERE number = 'APF-00010004'",
  );
  const visit = await newVisit(browser);
  const page = await visit.context.newPage();
  await page.goto(service.url);
  await page.getByRole('button', { name: 'official-46' }).click();
  const shot = async (name: string) => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/approval/shots/${name}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await shot('list');
  await page.goto(`${service.url}/applications/${number}`);
  await shot('waiting');
  await page.getByRole('button', { name: '却下する' }).click();
  await shot('error');
  await page.getByRole('button', { name: '承認する' }).click();
  await shot('approved');
  await page.goto(`${service.url}/proxy-applications`);
  await shot('proxy');
  await page.goto(`${service.url}/applications/APF-99999999`);
  await shot('missing');
  await browser.close();
  await service.stop();
});
