import { type Role, roles, type ServiceName, type SignedIn } from '@todoke/service';

/** An entry of the menu: where it leads, and who sees it. */
export interface MenuEntry {
  readonly label: string;
  readonly service: ServiceName;
  /** Path of the page, as the service's routes.md has it. */
  readonly page: string;
  /** Those whom the page admits, so that nobody is led to a refusal (R158). */
  readonly roles: readonly Role[];
  /** What stands for `:id` in the path; undefined where this person has no such page. */
  readonly id?: (person: SignedIn) => string | undefined;
  /** Other paths of the service that belong to it: there it is marked as the present one. */
  readonly around?: readonly string[];
  /** Always behind その他, also where there is room (R134). */
  readonly more?: true;
}

const deciders = ['prefecture', 'health-centre', 'secretariat'] as const;
const offices = ['prefecture', 'health-centre', 'municipality', 'secretariat'] as const;

/**
 * The one menu of all services, in its order (R134). Each service shows a person the same entries. A test in each app
 * compares its part with its routes.
 */
export const menu: readonly MenuEntry[] = [
  {
    label: 'ホーム',
    service: 'reporting',
    page: '/',
    roles: [...offices, 'institution'],
    around: ['/reports', '/charts'],
  },
  { label: '確認待ち一覧', service: 'accounts', page: '/secretariat', roles: ['secretariat'] },
  {
    label: '申請一覧',
    service: 'approval',
    page: '/',
    roles: deciders,
    around: ['/applications', '/assignment', '/shortcuts'],
  },
  { label: '要対応', service: 'approval', page: '/todos', roles: deciders },
  { label: '代理申請', service: 'approval', page: '/proxy-applications', roles: ['prefecture'] },
  { label: 'レポート', service: 'reporting', page: '/tables', roles: offices },
  { label: '調査', service: 'reporting', page: '/surveys', roles: [...offices, 'institution'] },
  {
    label: '報告の確認・公表',
    service: 'reporting',
    page: '/releases',
    roles: offices,
    around: ['/report-windows', '/paper-reports', '/paper-scans'],
  },
  { label: '医療機関マスタ', service: 'reporting', page: '/institutions', roles: offices },
  {
    label: '医療機関マスタ',
    service: 'reporting',
    page: '/institutions/:id',
    roles: ['institution'],
    id: ({ institution }) => institution,
  },
  { label: 'メール送信状況', service: 'notifications', page: '/', roles: ['ops'] },
  {
    label: '一括承認',
    service: 'approval',
    page: '/bulk-approval',
    roles: ['prefecture', 'health-centre'],
    more: true,
  },
  {
    label: 'ログインID照会',
    service: 'approval',
    page: '/login-ids',
    roles: ['prefecture', 'secretariat'],
    more: true,
  },
  { label: 'メール送信状況', service: 'approval', page: '/mails', roles: deciders, more: true },
  {
    label: 'メールアドレス変更依頼',
    service: 'approval',
    page: '/address-changes',
    roles: ['prefecture', 'secretariat'],
    more: true,
  },
  { label: '機関コード検索', service: 'approval', page: '/institution-codes', roles: deciders, more: true },
  // What the desk knows of each application has that name for the secretariat.
  { label: 'メールの送信キュー', service: 'notifications', page: '/', roles: ['secretariat'], more: true },
  { label: '受付の設定', service: 'registration', page: '/admin', roles: ['secretariat'], more: true },
  { label: 'Webhook', service: 'approval', page: '/webhooks', roles: ['prefecture'], more: true },
  { label: 'API連携', service: 'accounts', page: '/api-clients', roles: ['secretariat'], more: true },
  { label: '調査項目の管理', service: 'reporting', page: '/admin/surveys', roles: ['secretariat'], more: true },
  { label: 'レポート一覧', service: 'reporting', page: '/tables/folders', roles: offices, more: true },
  {
    label: 'オープンデータ',
    service: 'reporting',
    page: '/open-data',
    roles: ['prefecture', 'secretariat'],
    more: true,
  },
  { label: '接続先選択', service: 'accounts', page: '/destinations', roles, more: true },
];
