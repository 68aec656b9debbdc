import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventContract, EventOf } from '@todoke/events';
import type { Facts, Links, MailDefinition } from './define-mail.js';
import { compileTemplate, type MailSettings, type Render, TemplateError } from './templates.js';

/** A rendered mail. Never stored. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** An example event of the mail, and its sealed value in clear. */
export interface MailExample {
  readonly event: EventOf<EventContract>;
  readonly opened?: string;
}

export type RenderMail = (shown: Facts) => RenderedMail;

const sealedAnyhow = 'eyJhbGciOiJFQ0RILUVTIn0..aXY.c2VhbGVk.dGFn';

const read = (url: string, file: string): string => readFileSync(new URL(file, url), 'utf8').trimEnd();

/** The example of a mail as a complete event of its contract. @throws where it does not fit the contract */
export function exampleOf(mail: MailDefinition): MailExample {
  const { aggregate, data, opened } = JSON.parse(read(mail.at, './example.json')) as {
    aggregate: object;
    data: object;
    opened?: string;
  };
  const event = mail.on.parse({
    id: '3b241101-e2bb-4255-8caf-4136c5660000',
    subject: mail.on.subject,
    occurredAt: '2026-11-20T10:00:00+09:00',
    correlationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    aggregate,
    data: { sealedCode: sealedAnyhow, sealedToken: sealedAnyhow, ...data },
  });
  return { event, ...(opened === undefined ? {} : { opened }) };
}

/** The facts that the texts of a mail show of its event. */
export const factsOf = (mail: MailDefinition, { event, opened }: MailExample, links: Links): Facts => ({
  ...mail.facts(event, links),
  ...(mail.secret === undefined || opened === undefined ? {} : mail.secret.facts(opened, links)),
});

/**
 * Compiles the texts of a mail. Its example says which facts there are: each of them must be shown in text
 * and HTML, nothing else may be, and the example must render.
 * @throws TemplateError, so that a broken text stops the boot
 */
export function compileMail(mail: MailDefinition, settings: MailSettings, links: Links): RenderMail {
  const example = exampleOf(mail);
  const facts = factsOf(mail, example, links);
  const names = { required: Object.keys(facts), allowed: Object.keys(settings) };
  const folder = basename(dirname(fileURLToPath(mail.at)));
  if ((mail.secret === undefined) !== (example.opened === undefined)) {
    throw new TemplateError(
      `${folder}/example.json: "opened" must be there if the mail has a sealed value, and only then`,
    );
  }
  const compile = (file: string, format: 'text' | 'html', required: readonly string[] = names.required): Render =>
    compileTemplate(`${folder}/${file}`, read(mail.at, `./${file}`), { ...names, required }, format);
  const subject = compile('subject.hbs', 'text', ['senderName']);
  const text = inFrame('text', compile('text.hbs', 'text'), settings);
  const html = inFrame('html', compile('html.hbs', 'html'), settings);
  const render: RenderMail = (shown) => {
    const all = { ...settings, ...shown };
    const line = subject(all);
    return { subject: line, text: text(all, line), html: html(all, line) };
  };
  render(facts);
  return render;
}

/** Wraps the content of a mail in the frame that all mails share. */
function inFrame(
  format: 'text' | 'html',
  body: Render,
  settings: MailSettings,
): (shown: Facts, subject: string) => string {
  const names = { required: ['body'], allowed: ['subject', ...Object.keys(settings)] };
  const frame = compileTemplate(`frame/${format}.hbs`, read(import.meta.url, `./frame/${format}.hbs`), names, format);
  return (shown, subject) => frame({ ...settings, subject, body: body(shown) });
}
