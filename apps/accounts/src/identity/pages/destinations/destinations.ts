import type { SignedIn } from '@todoke/service';
import type { Config } from '../../../config.js';

export interface Destination {
  readonly label: string;
  readonly text: string;
  readonly href: string;
}

/** R92: where somebody can go from here, G-MIS first; officials find their own work as well. */
export function destinationsOf({ role }: SignedIn, urls: Config['publicUrls']): Destination[] {
  const home = { label: 'G-MIS', text: '報告・調査、お知らせなどのホーム画面へ進みます。', href: `${urls.reporting}/` };
  const approval = {
    label: '申請の承認',
    text: '新規ユーザ登録申請の確認、承認、却下を行います。',
    href: `${urls.approval}/`,
  };
  const check = {
    label: '確認待ち一覧',
    text: '承認された申請を確認し、アカウントを発行します。',
    href: '/secretariat',
  };
  const mails = { label: 'メール送信状況', text: 'メールの送信状況を確認します。', href: `${urls.notifications}/` };
  switch (role) {
    case 'institution':
    case 'municipality':
      return [home];
    case 'prefecture':
    case 'health-centre':
      return [home, approval];
    case 'secretariat':
      return [home, check, mails];
    case 'ops':
      return [home, mails];
  }
}
