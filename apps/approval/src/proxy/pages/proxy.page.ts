import { randomUUID } from 'node:crypto';
import {
  type Application as Items,
  describeSections,
  localHints,
  lookUp,
  lookUpView,
  type Pressed,
  pressedIn,
  sections,
  sentWith,
  type TypedValues,
  warnings,
} from '@todoke/application-form';
import { Body, Get, HttpCode, Post } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, type FieldError, page, Page, redirect, sentText, template } from '@todoke/web';
import { FileProxyApplication } from '../actions/file-proxy-application.js';
import { Databases } from '../../persistence/databases.js';
import { duplicateTable, officialOf, findPossibleDuplicates } from '../../reviews/index.js';
import { proxyForm, requestOf } from './proxy.form.js';

const formView = template(import.meta.url, './form.hbs');
const confirmView = template(import.meta.url, './confirm.hbs');

type Read = ReturnType<typeof proxyForm.read>;

/** 代理申請: a prefecture applies for an institution (R74). */
@Page('proxy-applications', { roles: ['prefecture'] })
export class ProxyPage {
  constructor(
    private readonly databases: Databases,
    private readonly filing: FileProxyApplication,
  ) {}

  @Get()
  show(@CurrentPerson() { prefecture }: SignedIn) {
    return formPage(viewFor({ prefecture }));
  }

  /** 確認: what was entered, warnings, and possible duplicates. Or a button of 住所を検索 (R27). */
  @Post()
  @HttpCode(200)
  async confirm(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const pressed = pressedIn(sentText(body, 'look-up'));
    if (pressed !== undefined) return lookedUp(body, pressed, person.prefecture);
    const read = proxyForm.read(body, { prefecture: person.prefecture });
    return read.ok ? this.confirmation(read.value, read.values, person) : again(read);
  }

  /** 申請情報を修正する: the form with its values. */
  @Post('edit')
  @HttpCode(200)
  edit(@Body() body: unknown, @CurrentPerson() { prefecture }: SignedIn) {
    const { values } = proxyForm.read(body, { prefecture });
    return formPage(viewFor(values));
  }

  @Post('file')
  async file(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const read = proxyForm.read(body, { prefecture: person.prefecture });
    if (!read.ok) return again(read);
    const request = requestOf(body);
    if (request === undefined) return this.confirmation(read.value, read.values, person);
    const number = await this.filing.run(request, officialOf(person), read.value);
    return redirect(`/applications/${number}`, '代理申請を受け付け、承認済みとしました。');
  }

  /** A reload of a page that answered a form, or a sign-in in between, starts over with an empty form. */
  @Get(['edit', 'file'])
  back() {
    return redirect('/proxy-applications');
  }

  private async confirmation(items: Items, values: Read['values'], person: SignedIn) {
    const duplicates = await this.databases.forOfficial(officialOf(person), (tx) => findPossibleDuplicates(tx, items));
    const entered = Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
    const data = {
      sections: describeSections(items),
      entered,
      request: randomUUID(),
      warnings: warnings(items),
      duplicates: duplicates.length > 0 ? duplicateTable(duplicates) : undefined,
    };
    return page(confirmView, data, { title: '代理申請の確認' });
  }
}

/** The examples in it are of the official's own prefecture. */
const viewFor = (values: Readonly<Record<string, unknown>>, errors?: readonly FieldError[]) =>
  proxyForm.view(values, errors, localHints(typeof values['prefecture'] === 'string' ? values['prefecture'] : ''));

const again = (read: Extract<Read, { ok: false }>) => formPage(viewFor(read.values, read.errors), 422);

/** The form with the address of its postal code, as far as that lies in the official's own prefecture. */
function lookedUp(body: unknown, pressed: Pressed, prefecture: string | undefined) {
  const sent = proxyForm.read(sentWith(body, pressed), { prefecture });
  const { values, shown } = lookUp(sent.values as TypedValues, pressed, prefecture);
  return formPage(viewFor(values), 200, lookUpView(values, shown, prefecture));
}

function formPage(form: ReturnType<typeof proxyForm.view>, status = 200, lookUp = {}) {
  const groups = sections.map(({ title, fields }) => ({
    title,
    fields: fields.map((key) => form.field[key]),
  }));
  const options = { title: '代理申請', status, scripts: ['postal-code.js'] };
  return page(formView, { form, lookUp, sections: groups }, options);
}
