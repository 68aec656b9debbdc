import { Inject } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Page } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { loginIdList } from './institution-lists.js';
import { InstitutionsPage } from './institutions.page.js';

/** ログインID照会: finds the institution that calls (R79, R163). */
@Page('login-ids', { roles: ['prefecture', 'secretariat'] })
export class LoginIdsPage extends InstitutionsPage {
  protected readonly listOf = loginIdList;
  protected readonly lead =
    '照会した機関を探し、機関名を選んでください。本人確認を記録すると、ログインIDが表示されます。照会は記録されます。';

  constructor(
    protected readonly databases: Databases,
    @Inject(CLOCK) protected readonly clock: Clock,
  ) {
    super();
  }
}
