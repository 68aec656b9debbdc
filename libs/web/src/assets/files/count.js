/**
 * Counts the characters of a text below its field, as the server will count them. Nothing is cut: too much is told, and
 * told again by the server.
 */
import { excess, lengthOf, lengthWidened, ofAtMost, within } from './japan/length.js';

/** How long somebody who listens must have paused before being told. */
const pause = 1_000;

for (const count of document.querySelectorAll('[data-count-of]')) {
  const field = document.getElementById(count.dataset.countOf);
  const most = Number(count.dataset.most);
  const length = 'widened' in count.dataset ? lengthWidened : lengthOf;
  const news = Object.assign(document.createElement('p'), { className: 'visually-hidden' });
  news.setAttribute('role', 'status');
  count.after(news);
  let told;

  const show = () => {
    const now = length(field.value);
    const over = now > most;
    count.textContent = over ? `${within(most)}です。${excess(now, most)}` : ofAtMost(now, most);
    count.classList.toggle('count-over', over);
    clearTimeout(told);
    told = setTimeout(() => (news.textContent = over ? count.textContent : ''), pause);
  };
  field.addEventListener('input', show);
  field.addEventListener('change', show);
  // What the browser restores comes without an event.
  addEventListener('pageshow', show);
  show();
}
