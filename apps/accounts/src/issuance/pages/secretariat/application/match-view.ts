import type { Application as Items } from '@todoke/application-form';
import { type Likeness, locationOf } from '@todoke/japan';
import { permissionFor, permissionWords, type Route } from '@todoke/lifecycle';
import type { Candidate, Difference, Institution, Match } from '../../../../institutions/index.js';

const keyNames: Readonly<Record<Likeness, string>> = {
  'institution-code': '機関コードが一致',
  'insurance-code': '保険機関コードが一致',
  'name-and-address': '機関名と住所が一致',
};

const differenceNames: Readonly<Record<Difference, string>> = {
  name: '機関名が異なる',
  address: '住所が異なる',
  'institution-code': '機関コードが異なる',
  'insurance-code': '保険機関コードが異なる',
};

const notKnown = '登録なし';

/** A fact of the master beside that of the application. */
interface Comparison {
  readonly title: string;
  readonly items: readonly { label: string; value: string; telephone?: boolean }[];
}

export interface MatchView {
  /** 照合結果 in a sentence. */
  readonly result: string;
  readonly kind: 'info' | 'warning';
  readonly comparisons: readonly Comparison[];
  /** What 確認完了 leads to, one sentence a possible choice. */
  readonly consequences: readonly string[];
}

const newAccount =
  '事前確認メールを送信します。正常に届いた場合は、翌営業日以降にアカウントを発行して利用案内メールを送信します。';

/** What 確認完了 leads to if the application is this institution (R67, R71, R72, R76). */
function consequenceFor(institution: Institution, items: Items, route: Route): string {
  if (!institution.hasAccount) return `台帳の機関にアカウントがないため、${newAccount}`;
  const permission = permissionFor(items.institutionType);
  if (institution.permissions.includes(permission)) {
    return `${permissionWords[permission]}の報告権限を持つアカウントがあるため、「対応不要」として終了します。メールは送信しません。`;
  }
  const mail =
    route === 'self' ? '既存利用者の確認メールを送信します' : 'メールは送信しません（都道府県から利用者へ案内します）';
  return `既存のアカウントに${permissionWords[permission]}の報告権限を付与します。${mail}。`;
}

function comparisonOf({ institution, by, differs }: Candidate): Comparison {
  const notes = [keyNames[by], ...differs.map((difference) => differenceNames[difference])].join('、');
  return {
    title: `台帳の機関：${institution.name}（${notes}）`,
    items: [
      { label: '機関名', value: institution.name },
      { label: '住所', value: locationOf(institution) },
      { label: '機関コード', value: institution.institutionCode ?? notKnown },
      { label: '保険機関コード', value: institution.insuranceCode ?? notKnown },
      { label: '電話番号', value: institution.phone ?? notKnown, telephone: true },
      { label: 'アカウント', value: institution.hasAccount ? 'あり' : 'なし' },
      {
        label: '報告権限',
        value: institution.permissions.map((permission) => permissionWords[permission]).join('、') || 'なし',
      },
    ],
  };
}

export function matchView(match: Match, items: Items, route: Route): MatchView {
  switch (match.kind) {
    case 'none':
      return {
        result: '台帳に一致する機関はありません。新しい機関です。',
        kind: 'info',
        comparisons: [],
        consequences: [newAccount],
      };
    case 'same':
      return {
        result: '台帳に同じ機関があります。',
        kind: 'info',
        comparisons: [comparisonOf(match.candidate)],
        consequences: [consequenceFor(match.candidate.institution, items, route)],
      };
    case 'by-hand':
      return {
        result: '台帳に同じ機関かもしれない機関があります。内容を見比べて、下の選択肢から選んでください。',
        kind: 'warning',
        comparisons: match.candidates.map(comparisonOf),
        consequences: [
          `新しい機関として発行する場合：${newAccount}`,
          ...match.candidates.map(
            ({ institution }) => `${institution.name}と同じ場合：${consequenceFor(institution, items, route)}`,
          ),
        ],
      };
  }
}

/** The choices where a person has to decide; none otherwise. */
export function choicesOf(match: Match): { value: string; label: string; hint?: string }[] {
  if (match.kind !== 'by-hand') return [];
  const existing = match.candidates.map(({ institution }) => ({
    value: institution.id,
    label: match.candidates.length === 1 ? '既存の機関と同じ' : `既存の機関と同じ（${institution.name}）`,
    hint: `${institution.name}　${locationOf(institution)}`,
  }));
  return [{ value: 'new', label: '新しい機関として発行' }, ...existing];
}
