import { Inject } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { ListPage, type ListScope, Page } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { applicationsToCheck, type CheckContext } from './applications-to-check.js';

/** 確認待ち一覧, of all prefectures. */
@Page('secretariat', { roles: ['secretariat'] })
export class ApplicationsToCheckPage extends ListPage<CheckContext> {
  protected readonly list = applicationsToCheck;

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected scopeOf(): ListScope<CheckContext> {
    const now = this.clock.now();
    return {
      rows: this.databases.allRows(),
      context: { now },
      now,
      lead: '都道府県が承認した申請です。申請番号を選択して内容を確認し、「確認完了」を押してください。',
    };
  }
}
