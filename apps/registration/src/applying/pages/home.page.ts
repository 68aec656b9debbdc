import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { redirect, type Redirect } from '@todoke/web';
import { formUrl } from './user-Registration-Form/urls.js';

/** What portals link to: the form (R1). */
@ApiExcludeController()
@Controller()
export class HomePage {
  @Get()
  form(): Redirect {
    return redirect(formUrl);
  }
}
