import { Get } from '@nestjs/common';
import { type PageView, page, Page, template } from '@todoke/web';
import './texts.js';

const terms = template(import.meta.url, './terms.hbs');
const privacy = template(import.meta.url, './privacy.hbs');

/** The texts of the form on pages of their own, linked from its first screen (R10). */
@Page('', { roles: 'everybody' })
export class AgreementsPage {
  @Get('terms')
  terms(): PageView {
    return page(terms, {}, { title: '利用規約' });
  }

  @Get('privacy')
  privacy(): PageView {
    return page(privacy, {}, { title: 'プライバシーポリシー' });
  }
}
