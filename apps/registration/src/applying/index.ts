/** The form, from a mail address to an application number: all that the other modules may know of it. */
export { formUrl } from './pages/user-Registration-Form/urls.js';
