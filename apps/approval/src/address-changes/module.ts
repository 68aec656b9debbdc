import { defineModule } from '@todoke/composition';
import { ReceiveAddressChange } from './actions/receive-address-change.js';
import { OpenAddressChange } from './actions/open-address-change.js';
import { RequestAddressChange } from './actions/request-address-change.js';
import { WithdrawAddressChange } from './actions/withdraw-address-change.js';
import { AddressChangesPage } from './pages/address-changes/address-changes.page.js';
import { ChangePage } from './pages/address-changes/change/change.page.js';
import { NewChangePage } from './pages/address-changes/new/new-change.page.js';
import { reactions } from './reactions/index.js';

/** メールアドレス変更依頼 (R59, R81, R82, R164): received at the desk, carried out by accounts, told by M9. */
export const addressChanges = defineModule({
  name: 'address-changes',
  pages: [AddressChangesPage, NewChangePage, ChangePage],
  providers: [ReceiveAddressChange, OpenAddressChange, RequestAddressChange, WithdrawAddressChange],
  reactions,
});
