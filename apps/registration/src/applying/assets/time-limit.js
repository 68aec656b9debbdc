/** WCAG 2.2.1: warns before the time is over, and says when they are. */
const box = document.querySelector('#time-limit');
const warning = document.querySelector('#time-limit-warning');

if (box !== null) {
  const end = Date.now() + Number(box.dataset.secondsLeft) * 1_000;
  const at = (secondsBefore, text) => {
    const wait = end - secondsBefore * 1_000 - Date.now();
    if (wait > 0) setTimeout(() => (warning.textContent = text), wait);
  };
  at(600, '残り10分です。お早めに申請を完了してください。');
  at(180, '残り3分です。お早めに申請を完了してください。');
  at(0, `${box.dataset.minutes}分が過ぎました。お手数ですが、最初からやり直してください。`);
}
