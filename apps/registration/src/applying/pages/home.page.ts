import { Get } from '@nestjs/common';
import { Page, redirect, type Redirect } from '@todoke/web';
import { formUrl } from './user-Registration-Form/urls.js';

/** What portals link to: the form (R1). */
@Page('', { roles: 'everybody' })
export class HomePage {
  @Get()
  form(): Redirect {
    return redirect(formUrl);
  }
}
