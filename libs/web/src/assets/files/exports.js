/**
 * Tells what became of an export on the page that began it: the answer of `<form data-download>` is a file, which
 * replaces no page. The page itself says it when it is asked for again; without script, the next page does.
 */
const pause = 2_000;
/** As long as an export may take. */
const longest = 30 * 60_000;

for (const form of document.querySelectorAll('form[data-download]')) {
  form.addEventListener('submit', () => void follow(form, Date.now()));
}

async function follow(form, since) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  const messages = await told().catch(() => []);
  if (messages.length === 0) {
    if (Date.now() - since < longest) void follow(form, since);
    return;
  }
  for (const old of document.querySelectorAll('main > .notice')) old.remove();
  document.querySelector('main').prepend(...messages);
}

async function told() {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return [...page.querySelectorAll('main > .notice')];
}
