import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { type Form, readTexts } from '@todoke/forms';
import { besidesWord, formView, pressedIn, sentIn, shownAgain, shownFirst } from '@todoke/forms/pages';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, page, redirect, sentText, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { type Asked, type Edited, editReport, isOnPaper } from '../../actions/open-report.js';
import { SaveReport, type Saved } from '../../actions/save-report.js';
import { problems } from '../../problems.js';
import { reportTitle, untilWord } from '../../words.js';
import { askedBy, pathOf } from './address.js';

const view = template(import.meta.url, './section.hbs');

/** What the pages of a section work with. */
export interface SectionParts {
  readonly databases: Databases;
  readonly saving: SaveReport;
  readonly clock: Clock;
}

/** A section of a report: filled in, saved as one goes, 「保存して次へ」. */
@Page('reports/:scheme/:kind/:section', { roles: ['institution'] })
export class SectionPage {
  private readonly parts: SectionParts;

  constructor(databases: Databases, saving: SaveReport, @Inject(CLOCK) clock: Clock) {
    this.parts = { databases, saving, clock };
  }

  @Get()
  show(
    @Param('scheme') scheme: string,
    @Param('kind') kind: string,
    @Param('section') section: string,
    @CurrentPerson() person: SignedIn,
  ) {
    return showSection(this.parts, askedBy(person, scheme, kind), section);
  }

  @Post()
  @HttpCode(200)
  press(
    @Param('scheme') scheme: string,
    @Param('kind') kind: string,
    @Param('section') section: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    return pressSection(this.parts, askedBy(person, scheme, kind), section, body);
  }
}

/** A section as it is stored. @throws Problem as editReport; page-missing where the form has no such section */
export const showSection = async (parts: SectionParts, asked: Asked, section: string) =>
  sectionPage(asked, await editedIn(parts, asked, section), section);

/** Stores what was typed in a section, and leads on. */
export async function pressSection(parts: SectionParts, asked: Asked, section: string, body: unknown) {
  const edited = await editedIn(parts, asked, section);
  const pressed = pressedIn(edited.form, body);
  const sent = sentIn(edited, body, pressed);
  const saved = await parts.saving.run(asked, sent);
  const wrong = pressed === undefined ? wrongIn(saved, section) : [];
  if (saved.conflicts.length > 0 || pressed !== undefined || wrong.length > 0) {
    return sectionPage(asked, saved, section, shownAgain(saved.conflicts, sent, wrong, pressed));
  }
  const path = pathOf(asked);
  if (!isNext(body)) return redirect(`${path}/${section}`, '保存しました。まだ報告したことにはなっていません。');
  return redirect(`${path}/${sectionAfter(edited.form, section) ?? 'confirm'}`);
}

async function editedIn({ databases, clock }: SectionParts, asked: Asked, section: string): Promise<Edited> {
  const edited = await databases.forPerson(asked.person, (tx) => editReport(tx, asked, clock.now()));
  if (!edited.form.sections.some(({ code }) => code === section)) throw problems.pageMissing();
  return edited;
}

const isNext = (body: unknown): boolean => sentText(body, '_action') === 'next';

function sectionAfter({ sections }: Form, section: string): string | undefined {
  return sections[sections.findIndex(({ code }) => code === section) + 1]?.code;
}

/** Whether the name of a field is one of a section. */
function isIn(form: Form, section: string): (name: string) => boolean {
  const keys = new Set(form.sections.find(({ code }) => code === section)?.items.map(({ key }) => key));
  return (name) => keys.has(name.split('.')[0] ?? '');
}

/** What was not understood in a section, or breaks a rule; what is missing may come later. */
function wrongIn({ form, reading, judged }: Saved, section: string): FieldError[] {
  const own = isIn(form, section);
  return [...reading.problems, ...judged.errors].filter(({ field }) => own(field));
}

function sectionPage(asked: Asked, edited: Edited, code: string, { errors, typed, more } = shownFirst) {
  const { form, report, institution, stored, last, besides, window } = edited;
  const { reading, judged } = readTexts(form, stored, last);
  const path = pathOf(asked);
  const title = form.sections.find((one) => one.code === code)?.title ?? '';
  const shown = { ...reading.typed, ...typed };
  const section = { code, href: (other: string) => `${path}/${other}` };
  const data = {
    title,
    caption: `${institution.name}　${reportTitle(report)}`,
    until: untilWord(report, window),
    besides: besides ? besidesWord('報告') : undefined,
    form: formView(form, { values: reading.values, judged, typed: shown, errors, last, more, seen: stored, section }),
    action: `${path}/${code}`,
    autosave: isOnPaper(asked) ? undefined : `${path}/save`,
    next: sectionAfter(form, code) === undefined ? '保存して確認へ' : '保存して次へ',
    back: path,
  };
  return page(view, data, {
    title: `${title}　${reportTitle(report)}`,
    scripts: isOnPaper(asked) ? ['form-rows.js'] : ['autosave.js', 'form-rows.js'],
    status: errors.length > 0 ? 422 : 200,
  });
}
