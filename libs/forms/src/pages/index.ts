/** Forms on pages: their views, and the partials that show them. */
import { partial } from '@todoke/web';

const fields = ['form-notes', 'form-last', 'form-input', 'form-cell', 'form-row', 'form-table', 'form-item'];
const wholes = ['form-card', 'form-cards', 'form-section', 'form-engine', 'form-answers'];
for (const name of [...fields, ...wholes]) partial(name, import.meta.url, `./${name}.hbs`);

export { answersView } from './answers-view.js';
export { formView, hrefOf, progressText } from './form-view.js';
export { afterPress, pressedIn, type Pressed } from './pressed.js';
export { savedAnswer } from './saved-answer.js';
export { sentIn } from './sent.js';
export { shownAgain, shownFirst } from './shown-again.js';
export { besidesWord, lackingWord } from './words.js';
