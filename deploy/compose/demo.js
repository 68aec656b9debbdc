/**
 * Prints what `npm start` writes to .todoke/demo.json: where everything is, as this machine sees it, and who can sign
 * in.
 */
import { demoText, keepSecrets, readSettings } from '@todoke/local-system';

const settings = readSettings(process.env, '/run/todoke');
process.stdout.write(demoText(settings, keepSecrets('/run/todoke/secrets/secrets.json')));
