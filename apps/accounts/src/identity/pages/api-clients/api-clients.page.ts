import { Inject } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { ListPage, type ListScope, Page } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { apiClientList } from './api-client-list.js';

/** API連携, of all prefectures. */
@Page('api-clients', { roles: ['secretariat'] })
export class ApiClientsPage extends ListPage<object> {
  protected readonly list = apiClientList;

  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected scopeOf(): ListScope<object> {
    return {
      rows: this.databases.allRows(),
      context: {},
      now: this.clock.now(),
      lead: '都道府県のシステムがAPIを利用するためのクライアントです。発行、シークレットの更新、失効ができます。',
      links: [{ label: '発行する', href: '/api-clients/new' }],
    };
  }
}
