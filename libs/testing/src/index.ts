export { FixedClock } from '@todoke/service';
export { eventually } from './eventually.js';
export { freshDatabase, type FreshDatabase } from './database/fresh-database.js';
export { rows } from './database/rows.js';
export { freshNats, type FreshNats } from './nats/fresh-nats.js';
export { mailSink, type MailSink, type ReceivedMail } from './mail/mail-sink.js';
export { serversInUse, type ServersInUse } from './servers/servers-in-use.js';
