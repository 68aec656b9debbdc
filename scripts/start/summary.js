/** The summary that is printed once everything runs. */
export function summary(settings, secrets, { seconds, watch }) {
  const { urls } = settings;
  const rows = [
    ['Apply for an account', `${urls.registration}/user-Registration-Form`],
    ["Prefectures' desk", urls.approval],
    ["Secretariat's desk", `${urls.accounts}/secretariat`],
    ['Sign in', `${urls.accounts}/login`],
    ['Mails, templates', urls.notifications],
    ['Reports', urls.reporting],
    ['Mail inbox', settings.inboxUrl],
  ];
  const people = secrets.people.map(({ loginId, password, role, who }) => [loginId, password, role, who]);
  return [
    '',
    `Todoke is ready after ${seconds} s.`,
    '',
    ...table(rows),
    '',
    'Who can sign in:',
    ...table([['login ID', 'password', 'role', ''], ...people]),
    '',
    waiting(settings.guidanceMailWait),
    'All this is also in .todoke/demo.json; the logs are in .todoke/logs.',
    'Commands for a service find its settings in .todoke/settings.',
    watch ? 'Sources are watched: what changes is built and restarted.' : 'npm start -- --fresh begins again.',
    'Ctrl-C stops everything.',
  ].join('\n');
}

const waiting = (wait) => `Mail ② follows mail ① after GUIDANCE_MAIL_WAIT=${wait}; production uses next-business-day.`;

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd());
}
