import { applicationFields, applicationKeys, type ApplicationKey, warnings } from '@todoke/application-form';
import type { Application as Items } from '@todoke/application-form';

/** What officials often write as 却下理由, by item; each is a beginning that they edit. */
const ofItems: Readonly<Record<ApplicationKey, readonly string[]>> = {
  institutionName: ['機関名は、許可や届出に記載した正式な名称を入力してください。'],
  institutionCode: ['機関コードが、都道府県からお知らせした番号と異なります。番号をご確認ください。'],
  institutionType: ['機関区分が、許可や届出の種類と異なります。当てはまるものを選んでください。'],
  codeHolding: ['機関判別区分が正しくありません。保険機関コードまたは助産所コードを持っている場合は1を選んでください。'],
  phone: ['電話番号につながりませんでした。機関の代表電話番号をご確認ください。'],
  insuranceCode: ['保険機関コードが、地方厚生局から通知された番号と異なります。10桁の番号をご確認ください。'],
  postalCode: ['郵便番号と住所が合いません。両方をご確認ください。'],
  prefecture: ['所在地が当都道府県ではありません。所在地の都道府県を選んで申請してください。'],
  municipality: ['市区町村が、許可や届出に記載した所在地と異なります。'],
  street: ['町名・番地が、許可や届出に記載した所在地と異なります。', '町名・番地は、番地まで入力してください。'],
  building: ['建物名が、許可や届出に記載した所在地と異なります。'],
  department: ['担当部署をご確認ください。'],
  familyName: ['担当者の姓をご確認ください。'],
  givenName: ['担当者の名をご確認ください。'],
  departmentPhone: ['担当部署電話番号につながりませんでした。番号をご確認ください。'],
  email: ['機関の担当者が受け取れるメールアドレスで申請してください。'],
};

const ofAll: readonly string[] = [
  'この機関のアカウントはすでにありますので、申請は必要ありません。ログインIDがわからない場合は、都道府県の窓口にお問い合わせください。',
  '同じ機関の申請を先に受け付けていますので、そちらで手続きを進めます。',
  '報告の対象となる機関ではありません。',
];

interface Sentence {
  readonly id: string;
  readonly text: string;
}

interface Group {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

const numbered = (key: string, texts: readonly string[]): Sentence[] =>
  texts.map((text, index) => ({ id: `${key}-${index}`, text }));

const groupOf = (key: ApplicationKey): Group => ({
  title: applicationFields[key].label,
  sentences: numbered(key, ofItems[key]),
});

const general: Group = { title: '申請全体', sentences: numbered('all', ofAll) };

/** The sentences for an application: those of its doubtful items at hand, the others behind them. */
export function sentencesFor(items: Items) {
  const doubtful = new Set(warnings(items).map(({ field }) => field));
  const others = applicationKeys.filter((key) => !doubtful.has(key));
  return {
    atHand: [...applicationKeys.filter((key) => doubtful.has(key)).map(groupOf), general],
    others: others.map(groupOf),
  };
}

const known = new Map(
  [...applicationKeys.map(groupOf), general].flatMap(({ sentences }) => sentences.map(({ id, text }) => [id, text])),
);

/** A reason with one more sentence on a line of its own; one that is in it already, or is unknown, changes nothing. */
export function withSentence(reason: string, id: string | undefined): string {
  const sentence = known.get(id ?? '');
  if (sentence === undefined || reason.includes(sentence)) return reason;
  return reason.trim() === '' ? sentence : `${reason.trimEnd()}\n${sentence}`;
}
