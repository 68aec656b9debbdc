import type { MailCode } from '@todoke/lifecycle';
import type { Facts, Links, MailDefinition } from './define-mail.js';
import { mails } from './mail-list.js';
import { compileMail, type RenderedMail, type RenderMail } from './render.js';
import type { MailSettings } from './templates.js';

/** A mail ready to be sent: how it is made and how it reads. */
export interface CompiledMail {
  readonly definition: MailDefinition;
  readonly render: RenderMail;
}

/** Every mail with its texts compiled, by its code. */
export class MailCatalogue {
  private readonly compiled: ReadonlyMap<MailCode, CompiledMail>;

  /** @throws TemplateError at the first text that does not fit its mail */
  constructor(
    settings: MailSettings,
    readonly links: Links,
  ) {
    this.compiled = new Map(
      (mails as readonly MailDefinition[]).map((definition) => [
        definition.code,
        { definition, render: compileMail(definition, settings, links) },
      ]),
    );
  }

  get codes(): readonly MailCode[] {
    return [...this.compiled.keys()];
  }

  /** A mail with these facts. @throws where there is no such mail */
  render(code: MailCode, facts: Facts): RenderedMail {
    const mail = this.find(code);
    if (mail === undefined) throw new Error(`there is no mail ${code}`);
    return mail.render(facts);
  }

  find(code: MailCode): CompiledMail | undefined {
    return this.compiled.get(code);
  }
}
