import { defineModule } from '@todoke/composition';
import { MarkTodo } from './actions/mark-todo.js';
import { RequestVoiding } from './actions/request-voiding.js';
import { countTodos } from './pages/count-todos.js';
import { TodosPage } from './pages/todos.page.js';
import { reactions } from './reactions/index.js';

/** 要対応: what officials have to tell institutions, and what did not arrive. */
export const todos = defineModule({
  name: 'todos',
  pages: [TodosPage],
  providers: [MarkTodo, RequestVoiding],
  reactions,
  counts: { '/todos': countTodos },
});
