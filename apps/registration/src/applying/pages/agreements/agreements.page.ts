import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Page, page, template } from '@todoke/web';
import './texts.js';

const terms = template(import.meta.url, './terms.hbs');
const privacy = template(import.meta.url, './privacy.hbs');

/** The texts of the form on pages of their own, linked from its first screen (R10). */
@ApiExcludeController()
@Controller()
export class AgreementsPage {
  @Get('terms')
  terms(): Page {
    return page(terms, {}, { title: '利用規約' });
  }

  @Get('privacy')
  privacy(): Page {
    return page(privacy, {}, { title: 'プライバシーポリシー' });
  }
}
