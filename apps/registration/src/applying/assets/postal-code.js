/** 「住所を検索」 without reloading the page. Without script the same button posts the form. */
const box = document.querySelector('#postal-look-up');
const news = document.querySelector('#postal-news');
const choices = document.querySelector('#postal-choices');
const button = box.querySelector('button');
const field = (name) => document.querySelector(`[name="${name}"]`);

const say = (text, hint) => {
  const lines = [text, hint]
    .filter(Boolean)
    .map((line) => Object.assign(document.createElement('p'), { textContent: line }));
  news.replaceChildren(...lines);
};

function fill({ postalCode, prefecture, municipality, street }) {
  field('postalCode').value = postalCode;
  field('prefecture').value = prefecture;
  field('municipality').value = municipality;
  const typed = field('street');
  if (street === '' || !typed.value.startsWith(street)) typed.value = street;
  choices.replaceChildren();
  say('郵便番号から住所を入力しました。続けて番地などを入力してください。');
  typed.focus();
}

function offer(addresses) {
  const buttons = addresses.map((address) => {
    const choice = Object.assign(document.createElement('button'), { type: 'button', textContent: address.line });
    choice.className = 'button button-secondary';
    choice.addEventListener('click', () => fill(address));
    return choice;
  });
  choices.replaceChildren(...buttons);
  say('この郵便番号には複数の住所があります。あてはまるものを選んでください。');
}

button.addEventListener('click', async (event) => {
  event.preventDefault();
  choices.replaceChildren();
  try {
    const answer = await fetch(`${box.dataset.from}/${encodeURIComponent(field('postalCode').value || '-')}`);
    const found = await answer.json();
    if (found.kind !== 'found') say(found.message, found.hint);
    else if (found.addresses.length === 1) fill(found.addresses[0]);
    else offer(found.addresses);
  } catch {
    say('住所を検索できませんでした。しばらく待ってからもう一度お試しいただくか、住所を直接入力してください。');
  }
});
