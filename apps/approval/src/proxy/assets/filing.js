/**
 * How far the rows of a file are filed, without reloading: the page is asked for again, and what it says is taken over.
 * When nothing is under way any more, the page itself is loaded again.
 */
const every = 2_000;
const progress = document.querySelector('#progress');

async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const news = page.querySelector('#progress');
    if (answer.ok && news === null) return location.reload();
    // Whoever is on the link stays there.
    if (news !== null && !progress.contains(document.activeElement)) progress.replaceChildren(...news.childNodes);
  } catch {
    // The next time, perhaps.
  }
  setTimeout(renew, every);
}

setTimeout(renew, every);
