import type { Readable } from 'node:stream';
import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, type PageView, type WebReply } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { readsOthers } from '../../domain/respondent.js';
import { problems } from '../../problems.js';
import { ownRoundsPage } from './own-rounds.js';
import { listOfRound } from './round-list.js';
import { seenSurvey } from './seen-survey.js';

type Asked = Readonly<Record<string, unknown>>;

/**
 * One survey: to those who answer it, its rounds; to those who read it, the respondents of one round, of the one under
 * way where the address names none.
 */
@Page('surveys/:survey', { roles: ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class SurveyPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('survey') name: string, @Query() query: Asked, @CurrentPerson() person: SignedIn) {
    const survey = seenSurvey(person, name);
    const now = this.clock.now();
    if (!readsOthers(person, survey)) return ownRoundsPage(this.databases, survey, query, person, now);
    const { list, path, scope } = await listOfRound(this.databases, survey, query, person, now);
    return list.show(path, query, scope);
  }

  @Get('export')
  async ask(@Param('survey') name: string, @Query() query: Asked, @CurrentPerson() person: SignedIn) {
    const { list, path, scope } = await this.listed(name, query, person);
    return list.ask(path, query, scope);
  }

  @Post('export')
  @HttpCode(200)
  async export(
    @Param('survey') name: string,
    @Query() query: Asked,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: WebReply,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Readable | undefined> {
    const { list, path, scope } = await this.listed(name, query, person);
    return list.export(path, query, body, { scope, person, reply });
  }

  /** Only those who read the answers of others have a list to export. */
  private listed(name: string, query: Asked, person: SignedIn) {
    const survey = seenSurvey(person, name);
    if (!readsOthers(person, survey)) throw problems.surveyMissing();
    return listOfRound(this.databases, survey, query, person, this.clock.now());
  }
}
