/**
 * The page of one application: single keys for its decisions, and frequent sentences that are added without a request.
 * Without script the same buttons and links do it.
 */
const reason = document.querySelector('#reject textarea');

/** A second press of a key that was meant for the page before does nothing on this one; milliseconds. */
const settling = 400;

const press = {
  a: () => document.querySelector('[data-key="a"]')?.click(),
  n: () => document.querySelector('[data-key="n"]')?.click(),
  r: () => reason?.focus(),
  '?': () => {
    const help = document.querySelector('.keys-help')?.closest('details');
    if (help == null) return;
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: 'nearest' });
  },
};

const isWriting = ({ target }) => target.closest('input:not([type="hidden"]), textarea, select, [contenteditable]') !== null;

const listen = () => {
  document.addEventListener('keydown', (event) => {
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isWriting(event)) return;
    const act = press[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  document.documentElement.dataset.takesKeys = '';
};

if (document.querySelector('[data-keys]') !== null) setTimeout(listen, settling);

/** The same as on the server: one more line, unless the sentence is there already. */
const withSentence = (text, sentence) =>
  text.includes(sentence) ? text : text.trim() === '' ? sentence : `${text.trimEnd()}\n${sentence}`;

for (const button of document.querySelectorAll('.sentence')) {
  button.addEventListener('click', (event) => {
    event.preventDefault();
    reason.value = withSentence(reason.value, button.textContent.trim());
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    reason.focus();
  });
}
