import type { SignedIn } from '@todoke/service';
import type { Config } from '../../../config.js';

export interface Destination {
  readonly label: string;
  readonly text: string;
  readonly href: string;
}

/**
 * Path or address at which somebody arrives who has signed in here without having asked for a page: 接続先選択 (R92), or
 * the one place of work of those who have no reports to choose.
 */
export function arrivalOf({ role }: SignedIn, urls: Config['publicUrls']): string {
  switch (role) {
    case 'secretariat':
      return '/secretariat';
    case 'ops':
      return `${urls.notifications}/`;
    default:
      return '/destinations';
  }
}

/** R92: where somebody can go from here, G-MIS first; officials find their own work as well. */
export function destinationsOf({ role }: SignedIn, urls: Config['publicUrls']): Destination[] {
  const home = { label: 'G-MIS', text: '報告・調査、お知らせなどのホーム画面へ進みます。', href: `${urls.reporting}/` };
  const approval = {
    label: '申請の承認',
    text: '新規ユーザ登録申請の確認、承認、却下を行います。',
    href: `${urls.approval}/`,
  };
  const applications = {
    label: '申請一覧',
    text: 'すべての都道府県の申請と、その状況を確認します。',
    href: `${urls.approval}/`,
  };
  const check = {
    label: '確認待ち一覧',
    text: '承認された申請を確認し、アカウントを発行します。',
    href: '/secretariat',
  };
  const settings = {
    label: '受付の設定',
    text: '受付期間とお知らせ文を設定します。',
    href: `${urls.registration}/admin`,
  };
  const mails = (label: string): Destination => ({
    label,
    text: 'メールの送信状況を確認します。',
    href: `${urls.notifications}/`,
  });
  switch (role) {
    case 'institution':
    case 'municipality':
      return [home];
    case 'prefecture':
    case 'health-centre':
      return [home, approval];
    case 'secretariat':
      return [home, check, applications, settings, mails('メールの送信キュー')];
    case 'ops':
      return [mails('メール送信状況')];
  }
}
