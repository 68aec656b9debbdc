/** The public interface of this module: the versions of all surveys. */
export { forms } from './forms.js';
