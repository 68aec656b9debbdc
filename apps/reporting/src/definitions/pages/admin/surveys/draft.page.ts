import { Body, Get, Param, Post } from '@nestjs/common';
import { definitionOf, judge, type Form } from '@todoke/forms';
import { formView } from '@todoke/forms/pages';
import type { FieldError, SignedIn } from '@todoke/service';
import { CurrentPerson, form, page, Page, redirect, template } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../../../persistence/databases.js';
import { DropTexts } from '../../../actions/drop-texts.js';
import { SaveTexts } from '../../../actions/save-texts.js';
import { requiredWords, textsOf, type EditableText } from '../../../domain/texts.js';
import { openForm } from './opened.js';

const editView = template(import.meta.url, './draft.hbs');
const previewView = template(import.meta.url, './preview.hbs');

/** A draft of the next version of a survey: its texts, and how it will look. */
@Page('admin/surveys/:form/draft', { roles: ['secretariat'] })
export class DraftPage {
  constructor(
    private readonly databases: Databases,
    private readonly saving: SaveTexts,
    private readonly dropping: DropTexts,
  ) {}

  @Get()
  async show(@Param('form') name: string, @CurrentPerson() person: SignedIn) {
    const opened = await this.drafted(name, person);
    const texts = textsOf(definitionOf(opened));
    return editPage(opened, texts, Object.fromEntries(texts.map(({ name: field, text }) => [field, text])));
  }

  @Post()
  async save(@Param('form') name: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const opened = await this.drafted(name, person);
    const texts = textsOf(definitionOf(opened));
    const read = textForm(texts).read(body);
    if (!read.ok) return editPage(opened, texts, read.values, read.errors);
    await this.saving.run(person, opened, read.value);
    return redirect(`/admin/surveys/${name}/publish`, '下書きを保存しました。');
  }

  @Get('preview')
  async preview(@Param('form') name: string, @CurrentPerson() person: SignedIn) {
    const drafted = await this.drafted(name, person);
    const view = formView(drafted, { values: {}, judged: judge(drafted, {}), seen: {} });
    return page(
      previewView,
      { title: drafted.title, name, view },
      { title: `${drafted.title}のプレビュー`, wide: true },
    );
  }

  @Post('drop')
  async drop(@Param('form') name: string, @CurrentPerson() person: SignedIn) {
    await this.drafted(name, person);
    await this.dropping.run(person, name);
    return redirect(`/admin/surveys/${name}`, '下書きを破棄しました。');
  }

  /** The draft, or what it begins from. */
  private async drafted(name: string, person: SignedIn): Promise<Form> {
    const { draft, newest } = await this.databases.forPerson(person, (tx) => openForm(tx, name));
    return draft?.form ?? newest;
  }
}

/** The fields of all texts. */
function textForm(texts: readonly EditableText[]) {
  const shape = texts.map(({ name, kind, needed }) => [name, schemaOf(kind, needed)] as const);
  const fields = texts.map(({ name, where, what, kind, needed }) => [
    name,
    {
      label: `${where}：${what}`,
      required: needed,
      ...(kind === 'required'
        ? { input: 'select' as const, prompt: false as const, options: requiredOptions }
        : { input: kind === 'lines' ? ('textarea' as const) : ('text' as const), maxLength: 500, rows: 2 }),
    },
  ]);
  return form(z.object(Object.fromEntries(shape)), Object.fromEntries(fields));
}

const requiredOptions = [
  { value: 'always', label: requiredWords.always },
  { value: 'never', label: requiredWords.never },
];

const schemaOf = (kind: EditableText['kind'], needed: boolean): z.ZodType<string> =>
  kind === 'required' ? z.enum(['always', 'never']) : needed ? z.string().min(1) : z.string();

function editPage(
  { form: name, title, sections }: Form,
  texts: readonly EditableText[],
  values: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[] = [],
) {
  const { field, ...view } = textForm(texts).view(values, errors);
  const grouped = sections.map(({ code, title: heading }) => ({
    heading,
    fields: texts.filter(({ section }) => section === code).map((text) => field[text.name]),
  }));
  const data = { title, name, action: `/admin/surveys/${name}/draft`, view, sections: grouped };
  return page(editView, data, { title: `${title}の編集`, status: errors.length > 0 ? 422 : 200 });
}
