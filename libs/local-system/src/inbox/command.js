/**
 * The mail server of the trial and its page, as a process. Arguments: the address at which both listen, the port of
 * each, and the folder of the mails. It passes no mail on, whatever the environment says.
 */
import { createRequire } from 'node:module';
import { onlyOwnPage } from './only-own-page.js';

const [ip, smtp, web, mailDirectory] = process.argv.slice(2);

const require = createRequire(import.meta.url);
const mailServer = require('maildev')({ ip, smtp, web, mailDirectory, hideExtensions: [] });
onlyOwnPage(require('maildev/lib/web').server);
mailServer.listen();
