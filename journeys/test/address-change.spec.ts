import { eventually } from '@todoke/testing';
import { guidanceIn, subjects } from '@todoke/testing/people';
import { AccountHolder, newPassword } from '../src/account-holder.js';
import { Applicant } from '../src/applicant.js';
import { guidanceFor, mailsTo, mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { Secretariat } from '../src/secretariat.js';
import { demo } from '../src/system/demo.js';
import { disorder } from '../src/tab.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

describe('a pharmacy whose mail ② nobody can read asks its prefecture for another address (R59, R82, R164)', () => {
  const [oldAddress, newOne] = [newAddress('zennin'), newAddress('kounin')];
  const application = samplePharmacy();
  const password = newPassword();
  let official: Official;
  let loginId: string;

  it('gets its account, and ② goes to somebody who has left', async () => {
    const number = await new Applicant((await visitor()).tab, oldAddress).applies(application);
    official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.approves(number);
    const secretariat = new Secretariat((await visitor()).tab);
    await secretariat.signsIn();
    await secretariat.confirms(number);
    ({ loginId } = await guidanceFor(oldAddress));
  });

  it('tells the desk the four facts, and the address is changed (R59)', async () => {
    await official.changesTheAddress({
      報告機関名: String(application['機関名']),
      機関コード: String(application['保険機関コード']),
      変更前メールアドレス: oldAddress,
      変更後メールアドレス: newOne,
    });
    await eventually(
      async () => {
        await official.tab.page.reload();
        return (await official.tab.text()).includes('送信完了');
      },
      { what: 'the end of the change' },
    );
    await official.tab.isLookedAt('l1-address-changed');
  });

  it('is told the login ID at the new address alone (R82)', async () => {
    const mail = await mailTo(newOne, subjects.addressChanged);
    expect(guidanceIn(mail.text).loginId).toBe(loginId);
    expect((await mailsTo(oldAddress)).map(({ subject }) => subject)).not.toContain(subjects.addressChanged);
  });

  it('sets its password by the new address, and by the old one nobody can (R164)', async () => {
    const { link } = await guidanceFor(oldAddress);
    expect((await fetch(link)).status).toBe(410);
    const holder = new AccountHolder((await visitor()).tab, newOne);
    await holder.tab.goesTo(`${demo().services.accounts}/password-reset`);
    await holder.tab.fillsIn('ユーザ名', loginId);
    await holder.tab.presses('パスワードリセット');
    const reset = await mailTo(newOne, subjects.reset);
    await holder.tab.goesTo(guidanceIn(reset.text).link);
    await holder.setsThePassword(password);
    await holder.tab.button('パスワードを設定する').waitFor({ state: 'detached' });
    const again = new AccountHolder((await visitor()).tab, newOne);
    await again.signsIn({ loginId, password });
    await again.tab.arrivesAt('接続先選択');
    expect((await mailsTo(oldAddress)).map(({ subject }) => subject)).not.toContain(subjects.reset);
  });

  it('every page was in order (R170)', () => {
    expect(disorder).toEqual([]);
  });
});
