/** Polls the outcome of the mail with the code, and shows it; says so when it stops. */
const place = document.querySelector('#mail-news');
const every = 3_000;
const until = Date.now() + 10 * 60_000;

async function look() {
  try {
    const answer = await fetch(place.dataset.from, { headers: { accept: 'application/json' } });
    if (answer.ok) {
      const { kind, text } = await answer.json();
      if (place.textContent !== text) place.textContent = text;
      place.dataset.kind = kind;
      if (kind === 'error') return;
    }
  } catch {
    // The network or the service is unavailable for a moment: the next poll will tell.
  }
  if (Date.now() < until) setTimeout(look, every);
  else place.after('（最新の状況は、このページを読み込み直すと表示されます。）');
}

setTimeout(look, every);
