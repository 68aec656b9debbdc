/** The public interface of this module: the officials who work on applications. */
export { type Colleague, roleWord } from './domain/colleague.js';
export { colleaguesOf, namesOf } from './persistence/people.js';
export { shownPerson } from './persistence/fragments.js';
