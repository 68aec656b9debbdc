import { Body, Get, Param, Post } from '@nestjs/common';
import { privateUseCharacterIn } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, type FieldError, form, page, Page, redirect, template } from '@todoke/web';
import { z } from 'zod';
import { allowed } from '../../actions/allowed.js';
import { Databases } from '../../../persistence/databases.js';
import { ReturnReport } from '../../actions/return-report.js';
import { giveBack } from '../../domain/report.js';
import { reportTitle } from '../../words.js';
import { openReported } from './open-reported.js';

const view = template(import.meta.url, './return.hbs');

/** A mail shows 外字 as empty boxes. */
const reasonForm = form(
  z.object({
    reason: z
      .string()
      .min(1)
      .refine((text) => privateUseCharacterIn(text) === undefined, {
        message: '差戻しの理由に外字が含まれています。一般に使われる字体に置き換えてください。',
      }),
  }),
  {
    reason: {
      label: '差戻しの理由',
      input: 'textarea',
      required: true,
      rows: 4,
      maxLength: 1000,
      hint: '報告機関に送るメールにそのまま記載されます。どの項目をどう直せばよいかを書いてください。',
    },
  },
);

/** 差戻し: the prefecture says why. */
@Page('releases/:report/return', { roles: ['prefecture'] })
export class ReturnPage {
  constructor(
    private readonly databases: Databases,
    private readonly returning: ReturnReport,
  ) {}

  @Get()
  async show(@Param('report') name: string, @CurrentPerson() person: SignedIn) {
    return this.asked(name, person, { reason: '' });
  }

  @Post()
  async send(@Param('report') name: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const read = reasonForm.read(body);
    if (!read.ok) return this.asked(name, person, read.values, read.errors);
    const { report } = await this.databases.forPerson(person, (tx) => openReported(tx, name));
    const changed = await this.returning.run(person, report.id, read.value.reason);
    return redirect(
      `/releases/${report.id}`,
      changed
        ? '差し戻しました。報告機関にメールでお知らせします。'
        : { kind: 'info', text: 'すでに差し戻されています。' },
    );
  }

  private async asked(
    name: string,
    person: SignedIn,
    values: Readonly<Record<string, unknown>>,
    errors: FieldError[] = [],
  ) {
    const { report, institution } = await this.databases.forPerson(person, (tx) => openReported(tx, name));
    allowed(() => giveBack(report, '', { by: person.sub, at: new Date(0) }));
    const data = {
      caption: `${institution?.name ?? ''}　${reportTitle(report)}`,
      form: reasonForm.view(values, errors),
      action: `/releases/${report.id}/return`,
      back: `/releases/${report.id}`,
    };
    return page(view, data, { title: '報告の差戻し', status: errors.length > 0 ? 422 : 200 });
  }
}
