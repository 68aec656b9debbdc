import type { Browser } from 'playwright-core';
import { expectGoodPage, expectQuiet, launchBrowser, leadsOn, newVisit, screenshots } from '@todoke/testing/browser';
import { forget, hospitalForm, hospitalValues, january, knew, reporters } from './reported.js';
import { type Running, staffed } from './running.js';

let service: Running;
let browser: Browser;

beforeAll(async () => {
  service = await staffed();
  browser = await launchBrowser();
  await reporters(service);
});

afterAll(async () => {
  await browser.close();
  await service.stop();
});

it('an official reads a report, and releases it with others, at any width (R50, R170)', async () => {
  service.clock.set(january);
  await forget(service);
  await knew(service, 'i-1', hospitalValues({ phone: '0992000000' }));
  for (const institution of ['i-1', 'i-2']) {
    await service.ask(
      `INSERT INTO reporting.reports (institution, scheme, fiscal_year, kind, route, prefecture, municipality_code,
         type, state, form_version, version, round, values, drafted_by, drafted_at, submitted_by, submitted_at)
       VALUES ($1, 'medical', 2026, 'yearly', 'web', '46', '46201', 'hospital', 'submitted', $2, 2, 1, $3,
         'institution', '2027-01-10T10:00:00+09:00', 'institution', '2027-01-11T10:00:00+09:00')`,
      [institution, hospitalForm().version, JSON.stringify(hospitalValues())],
    );
  }
  const visit = await newVisit(browser);
  const page = await visit.context.newPage();
  await page.goto(service.url);
  await leadsOn(page.getByRole('button', { name: 'official-46' }));
  await leadsOn(page.getByRole('link', { name: '報告の確認・公表' }).first());
  await expectGoodPage(page);
  await screenshots(page, 'reporting-releases');
  await leadsOn(page.getByRole('link', { name: '一番病院' }));
  await page.getByRole('heading', { name: '前回から変わった項目' }).waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-release');
  for (const [address, name] of [
    [`${page.url()}/return`, 'return'],
    [`${service.url}/report-windows`, 'windows'],
    [`${service.url}/report-windows/46/medical/2026`, 'window'],
    [`${service.url}/releases/many`, 'many'],
  ] as const) {
    await page.goto(address);
    await expectGoodPage(page);
    await screenshots(page, `reporting-release-${name}`);
  }
  await leadsOn(page.getByRole('button', { name: '選んだ報告を公表する' }));
  await page.getByText('2件の公表の手続きをしました。').waitFor();
  await expectGoodPage(page);
  await screenshots(page, 'reporting-release-done');
  expectQuiet(visit);
  await visit.context.close();
});
