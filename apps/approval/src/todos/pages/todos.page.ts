import { Get, Inject, Param, Post, Query } from '@nestjs/common';
import { prefectureName } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Admits, CurrentPerson, ListPage, type ListScope, Page, type PersonsList, redirect } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { officialOf } from '../../reviews/index.js';
import { MarkTodo } from '../actions/mark-todo.js';
import { RequestVoiding } from '../actions/request-voiding.js';
import { problems } from '../problems.js';
import { type TodoContext, todoList } from './todo-list.js';

/** 要対応: what did not arrive, and what the prefecture has to tell somebody. */
@Page('todos', { roles: ['prefecture', 'health-centre', 'secretariat'] })
export class TodosPage extends ListPage<TodoContext> {
  protected readonly list = todoList;

  constructor(
    private readonly databases: Databases,
    private readonly marking: MarkTodo,
    private readonly voiding: RequestVoiding,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  protected override listFor(person: SignedIn, query: unknown): PersonsList<TodoContext> {
    const scope = this.scopeOf(person);
    const { context } = scope;
    return { list: this.list, scope: { ...scope, context: { ...context, set: todoList.set(query, context) } } };
  }

  protected scopeOf(person: SignedIn): ListScope<TodoContext> {
    const official = officialOf(person);
    const { role } = official;
    const prefecture = role === 'secretariat' ? undefined : (official.prefecture ?? '');
    const now = this.clock.now();
    const may = { mark: role !== 'secretariat', void: role === 'prefecture' };
    return {
      rows: this.databases.rowsFor(official),
      context: { now, prefecture, may, set: '' },
      now,
      caption: prefecture === undefined ? '全国' : prefectureName(prefecture),
      lead: '届かなかったメールや、機関への連絡が必要なことの一覧です。連絡したら「連絡済み」を押してください。',
    };
  }

  @Post(':id/done')
  @Admits(['prefecture', 'health-centre'])
  async done(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn) {
    await this.marking.run(id, officialOf(person), 'done');
    return redirect(this.backTo(person, query), '連絡済みにしました。');
  }

  @Post(':id/open')
  @Admits(['prefecture', 'health-centre'])
  async reopen(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn) {
    await this.marking.run(id, officialOf(person), 'open');
    return redirect(this.backTo(person, query), '未対応に戻しました。');
  }

  @Post(':id/void')
  @Admits(['prefecture'])
  async void(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn) {
    await this.voiding.run(id, officialOf(person));
    return redirect(this.backTo(person, query), 'アカウントの取り消しを依頼しました。結果はこの一覧に表示されます。');
  }

  /** A reload of an action's address, or a sign-in in between, leads back to the list. */
  @Get(':id/:verb')
  back(@Param('verb') verb: string, @Query() query: unknown, @CurrentPerson() person: SignedIn) {
    if (!['done', 'open', 'void'].includes(verb)) throw problems.todoMissing();
    return redirect(this.backTo(person, query));
  }

  private backTo(person: SignedIn, query: unknown): string {
    const set = todoList.set(query, this.scopeOf(person).context);
    return set === '' ? '/todos' : `/todos?${set}`;
  }
}
