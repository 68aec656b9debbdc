/** First screen: the robot check's worker, and 「確認」 once address and check are both complete (R12). */
const workerUrl = '/assets/altcha/pbkdf2.js';
globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker(workerUrl, { type: 'module' }));

const widget = document.querySelector('altcha-widget');
const address = document.querySelector('input[name="email"]');
const place = document.querySelector('#confirm-place');
const news = document.querySelector('#confirm-news');
const template = document.querySelector('#confirm-button');

let checked = false;

widget.configure({ hideFooter: true, hideLogo: true });

function show() {
  const complete = checked && address.value.trim() !== '' && address.validity.valid;
  const shown = place.childElementCount > 0;
  if (complete === shown) return;
  place.replaceChildren(...(complete ? [template.content.cloneNode(true)] : []));
  news.textContent = complete ? '「確認」ボタンが表示されました。' : '';
}

widget.addEventListener('statechange', ({ detail }) => {
  checked = detail.state === 'verified';
  show();
});
address.addEventListener('input', show);
address.addEventListener('change', show);

// The back-forward cache restores the page as it was, but its check has been used.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
