import { Get, Inject } from '@nestjs/common';
import { atTokyo, formatDate } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, page, Page, tableView, template } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { type SurveyNow, surveysNow } from '../actions/surveys-now.js';
import { cadenceWords, countsWord, deadlineFor, placeWord, roundName, stateTags } from '../words.js';

const view = template(import.meta.url, './surveys.hbs');

/** 調査: the surveys that a person answers or reads, and where they stand. */
@Page('surveys', { roles: ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class SurveysPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@CurrentPerson() person: SignedIn) {
    const all = await this.databases.forPerson(person, (tx) => surveysNow(tx, person, this.clock.now()));
    const table = tableView({
      caption: '調査の一覧',
      captionHidden: true,
      columns: [
        { label: '調査', header: true, wide: true },
        { label: '周期' },
        { label: '今回' },
        { label: '回答期限' },
        { label: '状態' },
      ],
      rows: all.filter(({ survey }) => survey.ended === undefined).map((one) => rowOf(one, person)),
      empty: '回答の対象となる調査はありません。',
    });
    const ended = all.flatMap(({ survey: { ended: end, form, title } }) =>
      end === undefined ? [] : [{ title, href: `/surveys/${form}`, on: formatDate(atTokyo(end.on)), note: end.note }],
    );
    const deadlines = person.role === 'prefecture';
    return page(view, { place: placeWord(person), table, ended, deadlines }, { title: '調査' });
  }
}

const rowOf = ({ survey, round, hour, own, counts }: SurveyNow, person: SignedIn): Cell[] => [
  { text: survey.title, href: `/surveys/${survey.form}` },
  cadenceWords[survey.cadence],
  roundName(survey.cadence, round),
  deadlineFor(person, survey.cadence, round, hour),
  counts === undefined ? { tag: stateTags[own?.state ?? 'unanswered'] } : countsWord(counts),
];
