import { SETTINGS } from '@todoke/service';
import { Get, Inject, Query } from '@nestjs/common';
import { findMunicipalityByCode, municipalitiesOf, prefectureName, prefectures } from '@todoke/japan';
import { type PageView, page, Page, template } from '@todoke/web';
import type { Config } from '../../config.js';
import { Databases } from '../../persistence/databases.js';
import { type Desk, findDesks } from '../persistence/desks.js';

const view = template(import.meta.url, './contact-points.hbs');

const deskView = ({ name, phone, municipalities }: Desk) => ({
  name,
  phone,
  municipalities: municipalities.map((code) => findMunicipalityByCode(code)?.name ?? code).join('、'),
});

const chosenOf = (options: readonly { code: string; name: string }[], chosen: string | undefined) =>
  options.map(({ code, name }) => ({ code, name, chosen: code === chosen }));

/** 連絡先 (R110, R111, R132): the desk of a municipality, exactly one. */
@Page('contact-points', { roles: 'everybody' })
export class ContactPointsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  async ask(@Query('prefecture') wanted: unknown, @Query('municipality') asked: unknown): Promise<PageView> {
    const prefecture = prefectures.find(({ code }) => code === wanted);
    const within = prefecture ? municipalitiesOf(prefecture.code) : [];
    const municipality = within.find(({ code }) => code === asked);
    const desks = prefecture ? await findDesks(this.databases.app, prefecture.code) : [];
    const desk = municipality && desks.find(({ municipalities }) => municipalities.includes(municipality.code));
    const data = {
      supportPhone: this.config.SUPPORT_PHONE,
      prefectures: chosenOf(prefectures, prefecture?.code),
      prefecture: prefecture && prefectureName(prefecture.code),
      municipalities: chosenOf(within, municipality?.code),
      municipality: municipality?.name,
      desk: desk && deskView(desk),
      desks: desks.map(deskView),
    };
    return page(view, data, { title: '連絡先' });
  }
}
