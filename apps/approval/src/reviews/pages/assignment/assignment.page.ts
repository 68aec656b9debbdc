import { Body, Get, Post } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { findMunicipalityByCode, municipalitiesOf, prefectureName } from '@todoke/japan';
import { institutionTypeWord } from '@todoke/lifecycle';
import { Problem, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, sentText, template } from '@todoke/web';
import { type Colleague, colleaguesOf, namesOf } from '../../../people/index.js';
import { Databases } from '../../../persistence/databases.js';
import { ApplyAssignmentRules } from '../../actions/apply-assignment-rules.js';
import { PutAssignmentRule } from '../../actions/put-assignment-rule.js';
import { RemoveAssignmentRule } from '../../actions/remove-assignment-rule.js';
import type { AssignmentRule } from '../../domain/assignment.js';
import type { Official } from '../../domain/official.js';
import { rulesOf } from '../../persistence/assignment.js';
import { officialOf } from '../signed-in-official.js';
import { ruleForm } from './assignment.form.js';

const view = template(import.meta.url, './assignment.hbs');

type Read = ReturnType<typeof ruleForm.read>;

/** 担当の割り当て: who looks after which applications, by 機関区分 and area (R46). */
@Page('assignment', { roles: ['prefecture'] })
export class AssignmentPage {
  constructor(
    private readonly databases: Databases,
    private readonly putting: PutAssignmentRule,
    private readonly removing: RemoveAssignmentRule,
    private readonly applying: ApplyAssignmentRules,
  ) {}

  @Get()
  show(@CurrentPerson() person: SignedIn) {
    return this.shown(officialOf(person));
  }

  @Post()
  async put(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const read = ruleForm.read(body);
    if (!read.ok) return this.shown(official, read);
    const { municipalities = [], ...rule } = read.value;
    const own = municipalities.filter((code) => findMunicipalityByCode(code)?.prefecture === official.prefecture);
    try {
      await this.putting.run(official, { ...rule, ...(own.length > 0 && { municipalities: own }) });
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'invalid') throw error;
      return this.shown(official, {
        ok: false,
        values: read.values,
        errors: [{ field: 'assignee', message: error.text }],
      });
    }
    return redirect('/assignment', '割り当てを追加しました。');
  }

  @Post('remove')
  async remove(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const id = sentText(body, 'id') ?? '';
    if (isUuid(id)) await this.removing.run(officialOf(person), id);
    return redirect('/assignment', '割り当てを削除しました。');
  }

  @Post('apply')
  async apply(@CurrentPerson() person: SignedIn) {
    const assigned = await this.applying.run(officialOf(person));
    return redirect('/assignment', `承認待ちの申請${assigned.toLocaleString('ja-JP')}件の担当を決めました。`);
  }

  /** A reload of what followed a button leads back to the page. */
  @Get(['remove', 'apply'])
  back() {
    return redirect('/assignment');
  }

  private shown(official: Official, read?: Read) {
    const { prefecture = '' } = official;
    return this.databases.forOfficial(official, async (tx) => {
      const rules = await rulesOf(tx, [prefecture]);
      const names = await namesOf(
        tx,
        rules.map(({ assignee }) => assignee),
      );
      const errors = read === undefined || read.ok ? [] : read.errors;
      const form = ruleForm.view(read?.values, errors, {
        municipalities: {
          options: municipalitiesOf(prefecture).map(({ code, name }) => ({ value: code, label: name })),
        },
        assignee: { options: optionsOf(await colleaguesOf(tx)) },
      });
      const data = {
        caption: prefectureName(prefecture),
        form,
        rules: rules.map((rule) => ruleView(rule, names.get(rule.assignee) ?? '')),
      };
      return page(view, data, { title: '担当の割り当て', status: errors.length > 0 ? 422 : 200 });
    });
  }
}

const optionsOf = (colleagues: readonly Colleague[]) =>
  colleagues.map(({ sub, name, role }) => ({
    value: sub,
    label: role === 'health-centre' ? `${name}（保健所）` : name,
  }));

function ruleView({ id, type, municipalities }: AssignmentRule, assignee: string) {
  const words = {
    type: type === undefined ? 'すべての機関区分' : institutionTypeWord(type),
    area: municipalities?.map((code) => findMunicipalityByCode(code)?.name ?? code).join('、') ?? 'すべての市区町村',
    assignee,
  };
  return { id, ...words, label: `${words.type}・${words.area}の割り当ての削除` };
}
