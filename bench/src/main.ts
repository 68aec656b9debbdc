import { applications } from './applications/applications.js';
import { approval } from './approval/approval.js';
import { decisions } from './decisions/decisions.js';
import { desk } from './desk/desk.js';
import { institutions } from './institutions/institutions.js';
import { mails } from './mails/mails.js';
import { proxy } from './proxy/proxy.js';
import { reports } from './reports/reports.js';
import { submit } from './submit/submit.js';
import { start } from './start/start.js';
import { surveys } from './surveys/surveys.js';
import { tables } from './tables/tables.js';
import { tell } from './report/figures.js';

const benches = {
  applications,
  approval,
  decisions,
  desk,
  institutions,
  mails,
  proxy,
  reports,
  start,
  submit,
  surveys,
  tables,
};
type Name = keyof typeof benches;

const isName = (name: string): name is Name => Object.hasOwn(benches, name);

const [name = ''] = process.argv.slice(2);
if (!isName(name)) {
  console.error(`which one? ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
// On SIGINT, the guardian ends the processes that this one started.
process.on('SIGINT', () => process.exit(130));
process.exit(tell(name, await benches[name]()));
