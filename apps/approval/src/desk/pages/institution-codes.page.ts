import { Inject } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Page } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { institutionCodeList } from './institution-lists.js';
import { InstitutionsPage } from './institutions.page.js';

/** 機関コード検索: the code that the desk supplies (R85). */
@Page('institution-codes', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class InstitutionCodesPage extends InstitutionsPage {
  protected readonly listOf = institutionCodeList;
  protected readonly lead =
    '機関コードを照会した機関を、名称、所在地、保険機関コードなどで探せます。再申請には、ここに表示された機関コードをご案内ください。';

  constructor(
    protected readonly databases: Databases,
    @Inject(CLOCK) protected readonly clock: Clock,
  ) {
    super();
  }
}
