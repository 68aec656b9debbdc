import { Body, Get, Param, Post } from '@nestjs/common';
import { readApplicationNumber } from '@todoke/lifecycle';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { colleaguesOf, namesOf } from '../../../../people/index.js';
import { Databases } from '../../../../persistence/databases.js';
import { AssignApplication } from '../../../actions/assign-application.js';
import { mayLookAfter } from '../../../domain/assignment.js';
import { findAssignee } from '../../../persistence/assignment.js';
import { findReview } from '../../../persistence/reviews.js';
import { problems } from '../../../problems.js';
import { officialOf } from '../../signed-in-official.js';
import { assigneeForm } from './assignee.form.js';

const view = template(import.meta.url, './assignee.hbs');

/** Who looks after one application. */
@Page('applications/:number/assignee', { roles: ['prefecture', 'health-centre'] })
export class AssigneePage {
  constructor(
    private readonly databases: Databases,
    private readonly assignment: AssignApplication,
  ) {}

  @Get()
  show(@Param('number') typed: string, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const number = known(typed);
    return this.databases.forOfficial(official, async (tx) => {
      const review = await findReview(tx, number);
      if (review === undefined) throw problems.applicationMissing();
      const assignee = await findAssignee(tx, number);
      const names = await namesOf(tx, assignee === undefined ? [] : [assignee]);
      const suitable = (await colleaguesOf(tx)).filter((colleague) => mayLookAfter(colleague, review));
      const options = suitable.map(({ sub, name }) => ({ value: sub, label: name }));
      const data = {
        number,
        name: review.items.institutionName,
        now: assignee === undefined ? 'なし' : (names.get(assignee) ?? ''),
        open: review.state.name === 'waiting' && mayLookAfter(official, review),
        others: assignee !== official.sub,
        self: official.sub,
        action: `/applications/${number}/assignee`,
        form: assigneeForm.view({ assignee }, [], { assignee: { options } }),
      };
      return page(view, data, { title: `担当の変更 ${number}` });
    });
  }

  @Post()
  async assign(@Param('number') typed: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const read = assigneeForm.read(body);
    if (!read.ok) throw problems.assigneeUnsuitable();
    await this.assignment.run(known(typed), officialOf(person), read.value.assignee);
    return redirect('/', '担当を変更しました。');
  }
}

/** @throws Problem application-missing for text that cannot be a number, as for an unknown number */
function known(typed: string): string {
  const number = readApplicationNumber(typed);
  if (number === undefined) throw problems.applicationMissing();
  return number;
}
