import { formatDateTime, prefectureName } from '@todoke/japan';
import { mailReasonWord, mailTitle, routeWords } from '@todoke/lifecycle';
import { mailTag, type Official, type ShownMail, stateTag } from '../../../reviews/index.js';
import type { ApplicationMails } from '../../actions/open-mails.js';
import { adviceOnMail } from '../../domain/mail-advice.js';
import type { Institution } from '../../domain/institution.js';
import { type AdvicePage, mailAdvicePages, mailAdviceWords } from '../../words.js';

/** What the template of the page shows. Only a prefecture can do what is advised. */
export function mailsView({ review, mails, institution }: ApplicationMails, { role }: Official) {
  const { number, items, state, prefecture, receivedAt, route } = review;
  return {
    number,
    name: items.institutionName,
    state: stateTag(state.name),
    facts: [
      { label: '申請番号', value: number, href: `/applications/${number}` },
      { label: '管轄', value: prefectureName(prefecture) },
      { label: '申請の方法', value: routeWords[route] },
      { label: '受付日', value: formatDateTime(receivedAt) },
      { label: 'メールアドレス', value: items.email },
    ],
    mails: mails.map((mail) => {
      const advice = adviceOnMail(mail.mail, mail.state, state.name);
      const pages = role === 'prefecture' ? (mailAdvicePages[advice] ?? []) : [];
      return {
        title: mailTitle(mail.mail),
        tag: mailTag(mail.state),
        ...outcomeOf(mail),
        advice: mailAdviceWords[advice],
        links: pages.map((one) => linkTo[one](institution, items.institutionName)),
      };
    }),
  };
}

/** When, and the reason in words. */
function outcomeOf(mail: ShownMail): { at?: string; reason?: string; twice?: boolean } {
  if (mail.state === 'expected') return {};
  const { at, reason, possiblyTwice } = mail;
  return {
    at: formatDateTime(at),
    ...(reason !== undefined && { reason: mailReasonWord(reason) }),
    twice: possiblyTwice,
  };
}

interface Link {
  readonly label: string;
  readonly href: string;
}

const address = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query).toString()}`;

const linkTo: Readonly<Record<AdvicePage, (institution: Institution | undefined, name: string) => Link>> = {
  'address-change': (institution) => ({
    label: 'メールアドレス変更依頼',
    href: institution ? address('/address-changes/new', { institution: institution.id }) : '/address-changes/new',
  }),
  'login-id': (institution, name) => ({
    label: 'ログインID照会',
    href: institution ? `/login-ids/${institution.id}` : address('/login-ids', { q: name }),
  }),
  'to-dos': () => ({ label: '要対応', href: '/todos' }),
};
