/** The five services, in the order in which they are shown. */
export const services = ['registration', 'approval', 'accounts', 'notifications', 'reporting'] as const;
export type Service = (typeof services)[number];

/** What listens on a port of its own in the local system. */
export type Listener = Service | 'postgres' | 'nats' | 'smtp' | 'inbox';

/** Each port: its variable, its default, and what a person knows it as. */
export const listeners: Readonly<Record<Listener, { variable: string; port: number; what: string }>> = {
  registration: { variable: 'REGISTRATION_PORT', port: 3001, what: 'registration' },
  approval: { variable: 'APPROVAL_PORT', port: 3002, what: 'approval' },
  accounts: { variable: 'ACCOUNTS_PORT', port: 3003, what: 'accounts' },
  notifications: { variable: 'NOTIFICATIONS_PORT', port: 3004, what: 'notifications' },
  reporting: { variable: 'REPORTING_PORT', port: 3005, what: 'reporting' },
  postgres: { variable: 'POSTGRES_PORT', port: 54_320, what: 'Postgres' },
  nats: { variable: 'NATS_PORT', port: 42_220, what: 'NATS' },
  smtp: { variable: 'SMTP_PORT', port: 1025, what: 'the mail server of the inbox' },
  inbox: { variable: 'INBOX_PORT', port: 8025, what: 'the page of the inbox' },
};
