import { Get, Inject, Param, Query } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { Form } from '@todoke/forms';
import { answersView } from '@todoke/forms/pages';
import { formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { addressesOf, type Institution, institutionLink } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { type Opened, openAnswer } from '../../actions/open-answer.js';
import { stateOf } from '../../domain/answer.js';
import { answerPath, isRespondent, readAnswerName, readsOthers } from '../../domain/respondent.js';
import { formOf } from '../../forms.js';
import { findHour } from '../../persistence/deadlines.js';
import { type AnswerVersion, findVersions } from '../../persistence/versions.js';
import { deadlineWord, roundName, stateTags, unnamedRespondent } from '../../words.js';
import { historyOf } from './history.js';
import { seenSurvey } from './seen-survey.js';

const view = template(import.meta.url, './answer.hbs');

/** One answer, for reading: with telephone number and addresses of its institution (R138), and its history (R141). */
@Page('surveys/:survey/:answer', {
  roles: ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat'],
})
export class AnswerPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @Param('survey') name: string,
    @Param('answer') segment: string,
    @Query('version') wanted: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    const survey = seenSurvey(person, name);
    const read = readAnswerName(segment);
    if (read !== undefined && read.respondent === undefined && readsOthers(person, survey)) {
      return redirect(`/surveys/${survey.form}?day=${read.day}`);
    }
    const found = await this.databases.forPerson(person, async (tx) => {
      const opened = await openAnswer(tx, person, survey, segment, this.clock.now());
      const { key, respondent } = opened;
      const contacts =
        respondent.institution && readsOthers(person, survey) ? await addressesOf(tx, [key.respondent]) : undefined;
      // Whose addresses are shown is personal data (R168).
      if (contacts !== undefined) {
        await audit(tx, {
          actor: person.sub,
          action: 'survey-answer.read',
          subject: `${key.survey}:${key.day}:${key.respondent}`,
        });
      }
      return {
        opened,
        addresses: contacts?.get(key.respondent) ?? [],
        versions: await findVersions(tx, key),
        hour: await findHour(tx, survey.form, respondent.prefecture),
      };
    });
    return answerView(survey, person, { ...found, wanted });
  }
}

interface Found {
  readonly opened: Opened;
  readonly addresses: readonly string[];
  readonly versions: readonly AnswerVersion[];
  readonly hour: string;
  readonly wanted: unknown;
}

function answerView(survey: Form, person: SignedIn, { opened, addresses, versions, hour, wanted }: Found) {
  const { key, answer, respondent } = opened;
  const { cadence, title } = survey;
  const own = isRespondent(person, survey);
  const path = answerPath(survey.form, key.day, own ? undefined : key.respondent);
  const shown = versions.find(({ version }) => String(version) === wanted) ?? versions[0];
  const official = readsOthers(person, survey);
  const caption = respondent.name;
  const round = roundName(cadence, key.day);
  const data = {
    title,
    caption,
    round,
    deadline: survey.ended === undefined ? deadlineWord(cadence, key.day, hour) : undefined,
    state: stateTags[stateOf(answer?.given)],
    answeredAt: answer?.given && formatDateTime(answer.given.at),
    older: shown !== undefined && shown !== versions[0] ? { version: shown.version, path } : undefined,
    drafted: own && answer?.draft !== undefined && answer.given === undefined,
    contact: official && respondent.institution ? contactOf(respondent.institution, addresses) : undefined,
    answers: shown && answersView(formOf(survey, shown.formVersion), shown.values),
    history: versions.length > 0 ? historyOf(survey, versions, path, unnamedRespondent[survey.respondent]) : undefined,
    edit:
      own && survey.ended === undefined
        ? { href: `${path}/edit`, label: survey.respondent === 'prefecture' || answer?.given ? '編集' : '回答する' }
        : undefined,
    list: official ? `/surveys/${survey.form}?day=${key.day}` : `/surveys/${survey.form}`,
  };
  return page(view, data, { title: `${title} ${round} ${caption}` });
}

const contactOf = ({ id, name, phone, location }: Institution, addresses: readonly string[]): object => ({
  name,
  href: institutionLink(id),
  phone,
  location,
  addresses,
});
