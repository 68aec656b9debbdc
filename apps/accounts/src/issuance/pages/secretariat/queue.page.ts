import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ListPage, type ListScope, SignedInAs } from '@todoke/web';
import { IssuanceTools } from '../../tools.js';
import { queue, type QueueContext } from './queue.js';

/** 確認待ち一覧, of all prefectures. */
@ApiExcludeController()
@Controller('secretariat')
@SignedInAs('secretariat')
export class QueuePage extends ListPage<QueueContext> {
  protected readonly list = queue;

  constructor(private readonly tools: IssuanceTools) {
    super();
  }

  protected scopeOf(): ListScope<QueueContext> {
    const now = this.tools.clock.now();
    return {
      rows: this.tools.databases.allRows(),
      context: { now },
      now,
      lead: '都道府県が承認した申請です。申請番号を選択して内容を確認し、「確認完了」を押してください。',
    };
  }
}
