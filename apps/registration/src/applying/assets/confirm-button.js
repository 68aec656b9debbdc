/**
 * First screen: 「確認」 is there once an address is filled in and the robot check is done, whatever the address looks like
 * (R12). Until then the page says what is missing, the robot check itself included; pressing the button tells what is
 * wrong with the address.
 */
const address = document.querySelector('input[name="email"]');
const place = document.querySelector('#confirm-place');
const news = document.querySelector('#confirm-news');
const template = document.querySelector('#confirm-button');

const comes = '「確認」ボタンが表示されます。';
const check = '「私はロボットではありません」にチェックを入れると、';
const failures = {
  missing: '「確認」ボタンを表示できません。「私はロボットではありません」の確認を読み込めなかったためです。',
  error: 'ロボットでないことの確認ができませんでした。もう一度チェックを入れるか、このページを読み込み直してください。',
  expired: 'ロボットでないことの確認の有効期限が切れました。もう一度チェックを入れてください。',
};

let state = customElements.get('altcha-widget') === undefined ? 'missing' : 'unverified';

function missing(filledIn) {
  if (failures[state] !== undefined) return failures[state];
  if (state === 'verified') return `メールアドレスを入力すると、${comes}`;
  return filledIn ? check + comes : `メールアドレスを入力し、${check}${comes}`;
}

function show() {
  const filledIn = address.value.trim() !== '';
  const complete = filledIn && state === 'verified';
  if (complete !== place.childElementCount > 0) {
    place.replaceChildren(...(complete ? [template.content.cloneNode(true)] : []));
  }
  const text = complete ? '「確認」ボタンが表示されました。' : missing(filledIn);
  if (news.textContent !== text) news.textContent = text;
  // The button speaks for itself to whoever sees it.
  news.classList.toggle('visually-hidden', complete);
}

document.querySelector('altcha-widget').addEventListener('statechange', ({ detail }) => {
  state = detail.state;
  show();
});
customElements.whenDefined('altcha-widget').then(() => {
  if (state === 'missing') state = 'unverified';
  show();
});
address.addEventListener('input', show);
address.addEventListener('change', show);
show();
