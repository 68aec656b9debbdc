import { AccountHolder } from '../src/account-holder.js';
import { person, demo } from '../src/system/demo.js';
import { disorder } from '../src/tab.js';
import { Secretariat } from '../src/secretariat.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';
afterAll(everybodyLeaves);
it('signs in', async () => {
  const v = await visitor();
  const h = new AccountHolder(v.tab, 'x');
  await v.tab.goesTo(demo().services.accounts + '/login');
  await v.tab.isLookedAt('t1-login');
  await h.signsIn({ ...person('institution'), password: 'wrong' });
  await v.tab.isLookedAt('t2-wrong');
  await h.signsIn(person('institution'));
  await v.tab.arrivesAt('接続先選択');
  await v.tab.isLookedAt('t3-destinations');
  console.log(disorder, v.complaints, v.strangers);
});
it('secretariat', async () => {
  const v = await visitor();
  const h = new Secretariat(v.tab);
  await h.signsIn();
  await v.tab.isLookedAt('t4-secretariat');
  console.log(disorder, v.complaints, v.strangers);
});
