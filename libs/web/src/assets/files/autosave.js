/**
 * Saves a form while it is filled in: `<form data-autosave="address">`. The address takes what `readAutosave` reads and
 * answers with an `AutosaveAnswer`. Without script the form is saved by its button.
 */
const pauseAfterTyping = 1_000;
const pausesAfterFailure = [2_000, 4_000, 8_000, 15_000, 30_000];

for (const form of document.querySelectorAll('form[data-autosave]')) begin(form);

function begin(form) {
  const status = form.querySelector('[data-autosave-status]');
  const conflicts = form.querySelector('[data-conflicts]');
  const others = form.querySelector('[data-others]');
  const seenField = form.elements.namedItem('_seen');
  /** What is stored, as far as this page knows. */
  const seen = seenField?.value ? JSON.parse(seenField.value) : {};
  /** Texts that were sent and are stored in another way: １２ as 12. */
  const sentAs = {};
  /** Fields that wait for a decision of their author. */
  const undecided = new Set();
  let timer;
  let saving = false;
  let failures = 0;
  let leaving = false;

  const say = (text, kind = '') => {
    if (status === null) return;
    status.dataset.kind = kind;
    if (status.textContent !== text) status.textContent = text;
  };

  const changes = () => {
    const changed = {};
    for (const [name, text] of textsOf(form)) {
      const isStored = text === (seen[name] ?? '') || text === sentAs[name];
      if (!undecided.has(name) && !isStored) changed[name] = text;
    }
    return changed;
  };
  const isUnsaved = () => Object.keys(changes()).length > 0;

  const soon = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
  };

  async function save() {
    clearTimeout(timer);
    if (saving || leaving) return;
    const sent = changes();
    const names = Object.keys(sent);
    if (names.length === 0) return;
    saving = true;
    try {
      const answer = await post(sent);
      if (answer === undefined) return;
      failures = 0;
      apply(answer, sent);
      say(answer.conflicts.length > 0 ? '保存していない項目があります' : `保存しました ${answer.savedAt}`, 'saved');
    } catch {
      const pause = pausesAfterFailure[Math.min(failures, pausesAfterFailure.length - 1)];
      failures += 1;
      say(
        '接続できないため、まだ保存していません。入力した内容はこの画面に残っています。つながりしだい保存します。',
        'failed',
      );
      soon(pause);
    } finally {
      saving = false;
    }
    if (failures === 0 && isUnsaved()) soon(pauseAfterTyping);
  }

  /** @returns undefined where it was refused for good; throws where trying again may help */
  async function post(sent, { again = true, keepalive = false } = {}) {
    const known = Object.fromEntries(Object.keys(sent).map((name) => [name, seen[name] ?? '']));
    const response = await fetch(form.dataset.autosave, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'csrf-token': token(form) },
      body: JSON.stringify({ changes: sent, seen: known }),
      keepalive,
    });
    if (response.ok) return response.json();
    if (response.status >= 500 || response.status === 429) throw new Error('later');
    const { code, detail } = await response.json().catch(() => ({}));
    if (code === 'form-expired' && again && (await renewToken(form))) return post(sent, { again: false });
    if (code === 'form-expired' || code === 'sign-in-needed') sayHowToSignIn();
    else say(detail ? `保存できませんでした。${detail}` : '保存できませんでした。画面を開き直してください。', 'failed');
    return undefined;
  }

  function sayHowToSignIn() {
    say('ログインの有効期限が切れたため、保存していません。入力した内容はこの画面に残っています。', 'failed');
    const link = document.createElement('a');
    Object.assign(link, { href: '/sign-in?to=/', target: '_blank', textContent: '別の画面でログインする' });
    status?.append(' ', link, '（ログインした後、この画面に戻ると保存します。）');
  }

  function apply(answer, sent) {
    const refused = new Set(answer.problems.map(({ name }) => name));
    for (const name of Object.keys(sent)) {
      seen[name] = answer.values[name] ?? sent[name];
      if (seen[name] === sent[name]) delete sentAs[name];
      else sentAs[name] = sent[name];
      if (!refused.has(name) && !isFocused(form, name)) tidy(name);
    }
    for (const conflict of answer.conflicts) {
      seen[conflict.name] = conflict.theirs;
      undecided.add(conflict.name);
      if (conflicts !== null) conflicts.append(askAbout(conflict));
    }
    if (seenField) seenField.value = JSON.stringify(seen);
    show(form, answer);
    if (others !== null) {
      others.hidden = answer.others.length === 0;
      const text = answer.others.join('\n');
      if (others.textContent !== text) others.textContent = text;
    }
  }

  /** The field shows what is stored, unless somebody has typed on. */
  function tidy(name) {
    if (sentAs[name] === undefined || textOf(form, name) !== sentAs[name]) return;
    fill(form, name, seen[name]);
    delete sentAs[name];
  }

  /** Both texts stand there until one is chosen. */
  function askAbout({ name, label, shown, who }) {
    const box = Object.assign(document.createElement('div'), { className: 'conflict' });
    const text = document.createElement('p');
    text.textContent = `${label}：${who ?? 'ほかの人'}が先に「${shown || '回答なし'}」と保存しました。`;
    const decide = (words, act) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words });
      button.className = 'button button-secondary button-small';
      button.addEventListener('click', () => {
        act();
        undecided.delete(name);
        box.remove();
        field(form, name)?.focus();
        void save();
      });
      return button;
    };
    const take = decide('保存されている値にする', () => fill(form, name, seen[name] ?? ''));
    const keep = decide('入力した値を保存する', () => undefined);
    box.append(text, take, keep);
    return box;
  }

  form.addEventListener('input', () => soon(pauseAfterTyping));
  form.addEventListener('change', () => soon(0));
  form.addEventListener('focusout', ({ target }) => {
    if (target.name !== undefined && !target.hasAttribute('aria-invalid')) tidy(target.name);
    soon(0);
  });
  form.addEventListener('answers-changed', () => soon(0));
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener('online', () => void save());
  addEventListener('focus', () => void save());
  addEventListener('pagehide', () => {
    if (!leaving && isUnsaved()) void post(changes(), { keepalive: true }).catch(() => undefined);
  });
  addEventListener('pageshow', () => {
    leaving = false;
    if (isUnsaved()) soon(0);
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && isUnsaved()) event.preventDefault();
  });

  for (const button of form.querySelectorAll('[data-same]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const section = button.closest('.form-section');
      for (const item of section.querySelectorAll('[data-last]')) fill(form, item.dataset.item, item.dataset.last);
      form.dispatchEvent(new Event('answers-changed'));
    });
  }
}

const token = (form) => form.elements.namedItem('_csrf')?.value ?? '';

/** After a new sign-in the session has other tokens: the page that stands here is asked for one. */
async function renewToken(form) {
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'manual' });
  if (!response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector('form[data-autosave] [name=_csrf]')?.value;
  if (!fresh) return false;
  for (const field of document.querySelectorAll('[name=_csrf]')) field.value = fresh;
  return form.isConnected;
}

/** Names that are no answers begin with _. */
const isAnswer = ({ name, type }) => name !== undefined && name !== '' && !name.startsWith('_') && type !== 'submit';

function* textsOf(form) {
  const names = new Set([...form.elements].filter(isAnswer).map(({ name }) => name));
  for (const name of names) yield [name, textOf(form, name)];
}

const fields = (form, name) => [...form.elements].filter((element) => element.name === name);
const field = (form, name) => fields(form, name).find((element) => element.type !== 'radio' || element.checked);
const isChoice = ({ type }) => type === 'radio' || type === 'checkbox';
const isFocused = (form, name) => fields(form, name).some((element) => element === document.activeElement);

/** One text a name: of boxes the values that are ticked, with commas. */
function textOf(form, name) {
  const all = fields(form, name);
  if (!all.some(isChoice)) return all[0]?.value ?? '';
  return all
    .filter(({ checked }) => checked)
    .map(({ value }) => value)
    .join(',');
}

function fill(form, name, text) {
  const chosen = text.split(',');
  for (const element of fields(form, name)) {
    if (isChoice(element)) element.checked = chosen.includes(element.value);
    else element.value = text;
  }
}

/** Figures, messages, progress, what is asked and what changed, as the server sees them. */
function show(form, { computed, problems, warnings, sections, hidden, required, changed }) {
  for (const output of form.querySelectorAll('[data-computed]')) {
    output.textContent = computed[output.dataset.computed] ?? '';
  }
  const messages = new Map(problems.map(({ name, message }) => [name, message]));
  const [unasked, needed, marked] = [new Set(hidden), new Set(required), new Set(changed)];
  for (const item of form.querySelectorAll('[data-item]')) {
    const { item: name } = item.dataset;
    item.hidden = unasked.has(name);
    showError(item, messages.get(name));
    const mark = ownPart(item, '[data-changed]');
    if (mark !== null) mark.hidden = !marked.has(name);
    const star = ownPart(item, '[data-required]');
    if (star !== null) star.hidden = !needed.has(name);
  }
  for (const place of form.querySelectorAll('[data-progress]')) {
    const section = sections.find(({ code }) => code === place.dataset.progress);
    if (section === undefined) continue;
    if (place.textContent !== section.progress) place.textContent = section.progress;
    place.classList.toggle('section-done', section.done);
  }
  showWarnings(form.querySelector('[data-warnings]'), warnings);
}

/** A part of this item, and not of one within it. */
const ownPart = (item, selector) =>
  [...item.querySelectorAll(selector)].find((part) => part.closest('[data-item]') === item) ?? null;

function showError(item, message) {
  const place = ownPart(item, '[data-error]');
  if (place === null) return;
  item.classList.toggle('field-refused', message !== undefined);
  place.hidden = message === undefined;
  if (place.textContent !== (message ?? '')) place.textContent = message ?? '';
  const input = item.matches('fieldset') ? item : item.querySelector('input, select, textarea');
  if (message === undefined) input?.removeAttribute('aria-invalid');
  else input?.setAttribute('aria-invalid', 'true');
}

function showWarnings(box, warnings) {
  if (box === null) return;
  box.hidden = warnings.length === 0;
  const lines = warnings.map(({ message, href }) => {
    const line = document.createElement('li');
    line.append(Object.assign(document.createElement('a'), { href, textContent: message }));
    return line;
  });
  box.querySelector('ul').replaceChildren(...lines);
}
