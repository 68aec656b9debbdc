import { eventually, rows } from '@todoke/testing';
import { Official } from '../src/official.js';
import { signsIn, signsOut } from '../src/sign-in.js';
import { demo } from '../src/system/demo.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

describe('one sign-in for all services', () => {
  it('is asked for once, and signing out at one service signs out at the others', async () => {
    const { tab, opensTab } = await visitor();
    const official = new Official(tab, '46');
    await official.signsIn();

    const reports = await opensTab();
    await reports.goesTo(demo().services.reporting);
    expect(new URL(reports.page.url()).origin).toBe(demo().services.reporting);
    expect(await reports.button('ログイン').count()).toBe(0);

    await signsOut(tab);
    await eventually(
      async () => {
        await reports.goesTo(demo().services.reporting);
        return (await reports.button('ログイン').count()) > 0;
      },
      { what: 'the sign-in page instead of the reports' },
    );
    await tab.goesTo(demo().services.approval);
    await tab.button('ログイン').waitFor();
  });

  it('ends at all services at once for a person who is suspended, and begins nowhere', async () => {
    const { tab, opensTab } = await visitor();
    const official = new Official(tab, '36');
    await official.signsIn();
    const reports = await opensTab();
    await reports.goesTo(demo().services.reporting);
    expect(await reports.button('ログイン').count()).toBe(0);
    const become = (state: string): Promise<unknown> =>
      rows(demo().postgres, 'UPDATE accounts.identity_people SET state = $1 WHERE login_id = $2', [
        state,
        official.person.loginId,
      ]);
    await become('suspended');
    try {
      for (const [at, service] of [
        [tab, demo().services.approval],
        [reports, demo().services.reporting],
      ] as const) {
        const asked = async (): Promise<boolean> => {
          await at.goesTo(service);
          return (await at.button('ログイン').count()) > 0;
        };
        await eventually(asked, { what: `the sign-in page instead of ${service}` });
      }
      await signsIn(tab, official.person);
      await tab.button('ログイン').waitFor();
    } finally {
      await become('active');
    }
  });

  it('lets nobody see by going back what they saw before they signed out', async () => {
    const { tab } = await visitor();
    await new Official(tab, '36').signsIn();
    await signsOut(tab);
    await tab.page.goBack();
    await tab.page.reload();
    expect(await tab.page.getByRole('heading', { name: '申請一覧' }).count()).toBe(0);
  });
});
