/**
 * 「住所を検索」 without reloading the page. The button sends the form as it does without script, and what the answered page
 * says is taken over: one rule, on the server, decides what is filled in and what is only offered (R27).
 */
const box = document.querySelector('#postal-look-up');
const names = ['postalCode', 'prefecture', 'municipality', 'street'];
const field = (name, page = document) => page.querySelector(`[name="${name}"]`);

const failed = '住所を検索できませんでした。しばらく待ってからもう一度お試しいただくか、住所を直接入力してください。';

function say(text) {
  box.querySelector('#postal-news').replaceChildren(Object.assign(document.createElement('p'), { textContent: text }));
  box.querySelector('#postal-choices').replaceChildren();
}

/** @param sent what stood in the fields; what was typed since then stays */
function take(page, sent) {
  for (const id of ['#postal-news', '#postal-choices']) {
    box.querySelector(id).replaceChildren(...page.querySelector(id).childNodes);
  }
  for (const name of names) {
    const [shown, answered] = [field(name), field(name, page)];
    if (shown.value !== sent.get(name) || shown.value === answered.value) continue;
    shown.value = answered.value;
    shown.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

let asking = false;

async function press(button) {
  const { form } = button;
  const sent = new URLSearchParams(new FormData(form));
  sent.set(button.name, button.value);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: sent, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (page.querySelector('#postal-look-up') === null) return say(failed);
    take(page, sent);
    // Whoever has nothing to choose or to mend goes on typing. A button that is gone leaves the focus to the next one.
    const choice = box.querySelector('#postal-choices button');
    const refused = box.querySelector('#postal-news .field-error') !== null;
    if (choice === null && !refused) field('street').focus();
    else if (!document.contains(button)) (choice ?? box.querySelector('button')).focus();
  } catch {
    say(failed);
  }
}

box.addEventListener('click', async (event) => {
  const button = event.target.closest('button[name="look-up"]');
  if (button === null) return;
  event.preventDefault();
  if (asking) return;
  asking = true;
  await press(button);
  asking = false;
});
