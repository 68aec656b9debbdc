/** The public interface of this module: what is put before officials, and taken away again. */
export { todoId } from './domain/todo.js';
export { endTodo, putTodos } from './persistence/todos.js';
