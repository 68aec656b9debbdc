/**
 * First screen: 「確認」 is there once an address is filled in and the robot check is done, whatever the address looks like
 * (R12). Pressing it tells what is wrong with the address.
 */
const address = document.querySelector('input[name="email"]');
const place = document.querySelector('#confirm-place');
const news = document.querySelector('#confirm-news');
const template = document.querySelector('#confirm-button');

let checked = false;

function show() {
  const complete = checked && address.value.trim() !== '';
  const shown = place.childElementCount > 0;
  if (complete === shown) return;
  place.replaceChildren(...(complete ? [template.content.cloneNode(true)] : []));
  news.textContent = complete ? '「確認」ボタンが表示されました。' : '';
}

document.querySelector('altcha-widget').addEventListener('statechange', ({ detail }) => {
  checked = detail.state === 'verified';
  show();
});
address.addEventListener('input', show);
address.addEventListener('change', show);
