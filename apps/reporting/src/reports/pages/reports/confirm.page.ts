import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { type Form, type Read, readTexts, refusalsOf } from '@todoke/forms';
import { answersView, hrefOf } from '@todoke/forms/pages';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, page, redirect, sentText, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { type Asked, type Edited, editReport, isOnPaper } from '../../actions/open-report.js';
import { SubmitReport, versionOf } from '../../actions/submit-report.js';
import { reportTitle, untilWord } from '../../words.js';
import { askedBy, pathOf } from './address.js';

const view = template(import.meta.url, './confirm.hbs');

/** All that will be reported, what is missing with links to it, and 「報告する」. */
@Page('reports/:scheme/:kind/confirm', { roles: ['institution'] })
export class ConfirmPage {
  constructor(
    private readonly databases: Databases,
    private readonly submitting: SubmitReport,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('scheme') scheme: string, @Param('kind') kind: string, @CurrentPerson() person: SignedIn) {
    return this.confirmed(askedBy(person, scheme, kind));
  }

  @Post()
  @HttpCode(200)
  async submit(
    @Param('scheme') scheme: string,
    @Param('kind') kind: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    const asked = askedBy(person, scheme, kind);
    const outcome = await this.submitting.run(asked, seenIn(body));
    switch (outcome.kind) {
      case 'reported':
        return redirect(`${pathOf(asked)}/complete`);
      case 'refused':
        return confirmPage(asked, outcome, outcome, { refused: true });
      case 'changed-meanwhile':
        return this.confirmed(asked, { changed: true });
    }
  }

  private async confirmed(asked: Asked, told: Told = {}) {
    const edited = await this.databases.forPerson(asked.person, (tx) => editReport(tx, asked, this.clock.now()));
    return confirmPage(asked, edited, readTexts(edited.form, edited.stored, edited.last), told);
  }
}

/** Why the page is shown again. */
interface Told {
  readonly refused?: boolean;
  readonly changed?: boolean;
}

export const seenIn = (body: unknown): string => sentText(body, '_seen') ?? '';

export function confirmPage(asked: Asked, edited: Edited, { reading, judged }: Read, { refused, changed }: Told) {
  const { form, report, institution, window } = edited;
  const path = pathOf(asked);
  const errors = refusalsOf(form, reading.problems, judged);
  const linked = ({ field, message }: FieldError) => ({ message, href: addressOf(form, path, field) });
  const data = {
    caption: `${institution.name}　${reportTitle(report)}`,
    until: untilWord(report, window),
    changed,
    faults: form.sections
      .map(({ code, title, items }) => ({
        title,
        href: `${path}/${code}`,
        errors: errors.filter(({ field }) => items.some(({ key }) => key === field.split('.')[0])).map(linked),
      }))
      .filter((section) => section.errors.length > 0),
    count: errors.length,
    warnings: judged.warnings.map(({ message, items }) => linked({ message, field: items[0] ?? '' })),
    answers: answersView(form, reading.values),
    seen: versionOf(edited),
    action: `${path}/confirm`,
    pdf: isOnPaper(asked) ? undefined : `${path}/pdf`,
    back: path,
  };
  return page(view, data, {
    title: '報告内容の確認',
    status: refused === true ? 422 : changed === true ? 409 : 200,
  });
}

/** The address of a field on the page of its section. */
function addressOf(form: Form, path: string, field: string): string {
  const key = field.split('.')[0] ?? '';
  const section = form.sections.find(({ items }) => items.some((item) => item.key === key));
  return `${path}/${section?.code ?? ''}${hrefOf(form, field)}`;
}
