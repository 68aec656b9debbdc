import PostalMime, { type Email } from 'postal-mime';
import { config } from '../src/config.js';
import type { MailCode } from '@todoke/lifecycle';
import { reportReturned } from '@todoke/events';
import { exampleEvent } from '@todoke/testing';
import { mails } from '../src/mails/index.js';
import { compileMail, exampleOf, factsOf } from '../src/mails/render.js';
import { linksOf, mailSettingsOf } from '../src/mails/settings.js';
import { message } from '../src/queue/smtp/message.js';
import { environmentOf } from './settings.js';

const settings = config(environmentOf({ SENDER_ADDRESS: 'info@g-mis.example' }));
const links = linksOf(settings);
const sender = { name: settings.SENDER_NAME, address: settings.SENDER_ADDRESS };
const id = '7c9e6679-7425-80de-944b-e07fc1f90ae7';
const at = new Date('2026-11-20T10:00:05+09:00');

interface Read extends Email {
  raw: string;
  lines: string[];
}

/** The example of a mail as its receiver reads it. */
async function received(code: MailCode): Promise<Read> {
  const mail = mails.find((each) => each.code === code);
  if (mail === undefined) throw new Error(`no mail ${code}`);
  const render = compileMail(mail, mailSettingsOf(settings), links);
  const raw = message(id, sender, 'yakkyoku@example.jp', render(factsOf(mail, exampleOf(mail), links)), at);
  const email = await PostalMime.parse(raw);
  return { ...email, raw: raw.toString('utf8'), lines: (email.text ?? '').split(/\r?\n/) };
}

/** A text without its line breaks, which stand where the width asks for them. */
const flat = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');
/** What a reader sees of the HTML part. */
const visible = (html: string | undefined): string => flat((html ?? '').replace(/<title>.*?<\/title>|<[^>]+>/gs, ''));

const subjects: Partial<Record<MailCode, string>> = {
  M1: '【厚生労働省G-MIS事務局】認証コードのお知らせ',
  M2: '【厚生労働省G-MIS事務局】ユーザ登録申請完了のお知らせ',
  M3: '【厚生労働省G-MIS事務局】ユーザ登録申請却下のお知らせ',
  M4: '【厚生労働省G-MIS事務局】G-MISアカウント発行にかかる事前のご連絡',
  M5: '【厚生労働省G-MIS事務局】G-MISログインIDのお知らせ及びパスワード設定のご依頼',
  M6: '【厚生労働省G-MIS事務局】報告機関内でのG-MISご利用者の確認依頼',
  M7: '【厚生労働省G-MIS事務局】パスワードリセットのご案内',
  M8: '【厚生労働省G-MIS事務局】お問合せへの回答のお知らせ',
  M9: '【厚生労働省G-MIS事務局】メールアドレス変更完了のお知らせ',
  M10: '【厚生労働省G-MIS事務局】医療情報ネットとの連携についての確認',
  M11: '【厚生労働省G-MIS事務局】報告の差戻しのお知らせ',
  M12: '【厚生労働省G-MIS事務局】調査回答のお願い',
};
const codes = Object.keys(subjects) as MailCode[];
const token = 'qL3vZ8nW0tYb5RkE1xMc7PaHs2dUf9Jg';
const passwordUrl = `http://localhost:3003/password/${token}`;

describe('every mail', () => {
  it('of the table is there once, and no other (R166)', () => {
    expect(mails.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s has exactly its subject, as encoded words of UTF-8 (R67, R69, R71, R169)', async (code) => {
    const mail = await received(code);
    expect(mail.subject).toBe(subjects[code]);
    const header = /^Subject: (.*(?:\r\n .*)*)/m.exec(mail.raw)?.[1] ?? '';
    for (const word of header.split(/\r\n /)) expect(word).toMatch(/^=\?UTF-8\?B\?[\w+/]+=*\?=$/);
    expect(mail.raw.split('\r\n').filter((line) => line.length > 76)).toEqual([]);
  });

  it.each(codes)(
    '%s comes from the secretariat, sent by a machine, with the headers of one mail (R62)',
    async (code) => {
      const mail = await received(code);
      expect(mail.from).toEqual({ name: '厚生労働省G-MIS事務局', address: 'info@g-mis.example' });
      expect(mail.to).toEqual([{ name: '', address: 'yakkyoku@example.jp' }]);
      expect(mail.messageId).toBe(`<${id}@g-mis.example>`);
      expect(mail.raw).toContain('\r\nDate: Fri, 20 Nov 2026 10:00:05 +0900\r\n');
      expect(mail.raw).toContain('\r\nAuto-Submitted: auto-generated\r\n');
      expect(mail.headers.filter(({ key }) => key.startsWith('list-') || key === 'reply-to')).toEqual([]);
    },
  );

  it.each(codes)('%s says the same in text and in HTML, tells that nobody answers, and loads nothing', async (code) => {
    const mail = await received(code);
    for (const part of [flat(mail.text), visible(mail.html)]) {
      expect(part).toContain('このメールは送信専用のアドレスからお送りしています');
      expect(part).toContain('ご返信いただいてもお答えできません');
      expect(part).toContain('0570-783-872');
    }
    expect(mail.html).not.toMatch(/src=|url\(|<link|<script|@import/i);
    expect(mail.html).toContain('<html lang="ja">');
    const shown = factsOf(
      mails.find((each) => each.code === code)!,
      exampleOf(mails.find((each) => each.code === code)!),
      links,
    );
    for (const fact of Object.values(shown)) {
      expect(flat(mail.text)).toContain(flat(fact));
      expect(visible(mail.html)).toContain(flat(fact));
    }
  });
});

describe('M1 認証コードのお知らせ', () => {
  it('shows the six digits alone on a line after 認証コード, and the limit of 60 minutes (R16, R17)', async () => {
    const { lines, text } = await received('M1');
    expect(lines[lines.indexOf('認証コード') + 1]).toBe('012345');
    expect(lines.filter((line) => /^\d{6}$/.test(line))).toEqual(['012345']);
    expect(text).toContain('60分');
    expect(text).toContain('2026年11月20日 11:00');
    expect(flat(text)).toContain('申請の完了まで');
    expect(flat(text)).toContain('メールアドレスの入力からやり直して');
  });
});

describe('M2 ユーザ登録申請完了のお知らせ', () => {
  it('says that the application is complete, its number, and to wait (R45, R63)', async () => {
    const { text } = await received('M2');
    expect(text).toContain('申請番号: APF-00001750');
    expect(flat(text)).toContain('申請が完了したことをお知らせする');
    expect(flat(text)).toContain('アカウントは、まだ発行されていません');
    expect(flat(text)).toContain('お待ちください');
  });

  it('contains none of the items applied with (R43, R45)', async () => {
    const mail = mails.find(({ code }) => code === 'M2')!;
    const { items } = exampleOf(mail).event.data as { items: Record<string, string> };
    const { text = '', html = '' } = await received('M2');
    for (const [item, value] of Object.entries(items)) {
      if (value.length > 2) expect([item, `${text}${html}`.includes(value)]).toEqual([item, false]);
    }
    expect(Object.keys(items)).toHaveLength(15);
  });
});

describe('M3 ユーザ登録申請却下のお知らせ', () => {
  it('says the reason in full, the number, and how to apply again (R64)', async () => {
    const { text, html, lines } = await received('M3');
    expect(text).toContain('サンプル薬局 ご担当者様');
    expect(text).toContain('申請番号: APF-00001750');
    expect(text).toMatch(/却下理由:\r?\n機関コードが登録内容と異なります。\r?\nご確認のうえ、再度申請してください。/);
    expect(html).toContain('機関コードが登録内容と異なります。');
    expect(lines).toContain('http://localhost:3001/user-Registration-Form');
  });
});

describe('M4 ① 事前のご連絡', () => {
  it('is a prior notice that tests the delivery, and names what follows (R67)', async () => {
    const { text } = await received('M4');
    expect(text).toContain('サンプル病院 ご担当者様');
    expect(flat(text)).toContain('正しく届くことを確かめるため');
    expect(flat(text)).toContain('翌営業日以降');
    expect(flat(text)).toContain('「【厚生労働省G-MIS事務局】G-MISログインIDのお知らせ及びパスワード設定のご依頼」');
    expect(text).toContain('info@g-mis.example');
    expect(flat(text)).toContain('内容をよくご確認');
  });
});

describe('M5 ② 利用案内', () => {
  it('tells the twelve facts of R108 (R69)', async () => {
    const { text, lines } = await received('M5');
    const body = flat(text);
    expect(lines[0]).toBe('サンプル病院 ご担当者様');
    expect(body).toContain('「【厚生労働省G-MIS事務局】G-MISアカウント発行にかかる事前のご連絡」');
    expect(body).toContain('「医療機能・薬局機能情報提供制度」のオンライン報告のため');
    expect(body).toContain(
      '貴機関の方が、G-MIS新規ユーザ登録を申請された（申請の内容は、管轄の都道府県が承認しています）',
    );
    expect(body).toContain('管轄の都道府県が、貴機関のG-MIS新規ユーザ登録を申請した');
    expect(body).toMatch(
      /お心当たりのない場合や.*すでにお持ちの場合は.*ログインする前に、管轄の都道府県の.*窓口までご連絡/,
    );
    expect(body).toContain('G-MISへようこそ！');
    expect(lines).toContain(passwordUrl);
    expect(lines).toContain('ユーザ名（ログインID）: k4640123');
    expect(body).toContain('2回目以降は、次のURLからログイン');
    expect(lines).toContain('http://localhost:3003/login');
    expect(body).toContain('開始時期は都道府県によって異なります');
    expect(lines).toContain(settings.SCHEME_MEDICAL_URL);
    expect(lines).toContain(settings.SCHEME_PHARMACY_URL);
    expect(body).toContain('このメールは、お手元に保管してください');
    expect(body).toContain('送信専用のアドレス');
  });

  it('has the password link whole on one line that no mail program breaks (R93)', async () => {
    const { lines } = await received('M5');
    const [link] = lines.filter((line) => line.includes('/password/'));
    expect(link).toBe(passwordUrl);
    expect(passwordUrl.length).toBeLessThanOrEqual(76);
  });

  it('cannot be configured with an address that would make the link longer (R93)', () => {
    const host = (length: number) => `https://${'a'.repeat(length - 'https://'.length - '.jp'.length)}.jp`;
    expect(config(environmentOf({ ACCOUNTS_URL: host(34) })).ACCOUNTS_URL).toHaveLength(34);
    expect(() => config(environmentOf({ ACCOUNTS_URL: host(35) }))).toThrow(/ACCOUNTS_URL/);
  });
});

describe('M6 ③ 既存利用者の確認', () => {
  it('tells the facts of R109', async () => {
    const { text, lines } = await received('M6');
    const body = flat(text);
    expect(lines).toContain('申請番号: APF-00001750');
    expect(lines).toContain('報告機関名: サンプル病院');
    expect(lines).toContain('住所: 鹿児島県鹿児島市鴨池新町１０番１号');
    expect(lines).toContain('ユーザ名（ログインID）: k4640123');
    expect(body).toContain('お心当たりのない場合は、管轄の都道府県の「医療機能情報提供制度」の窓口までご連絡');
    expect(body).toContain('貴機関でご利用中のユーザに、医療機能情報提供制度を利用するための権限を追加しました');
    expect(body).toContain('このユーザでログインして行ってください');
    expect(body).toContain('開始時期は、都道府県によって異なります');
    expect(lines).toContain(settings.SCHEME_MEDICAL_URL);
    expect(body).toContain('送信専用のアドレス');
  });
});

describe('M7 パスワードリセットのご案内', () => {
  it('has the link alone on a line, until when it serves, and that it serves once (R131)', async () => {
    const { text, lines } = await received('M7');
    expect(lines).toContain(passwordUrl);
    expect(text).toContain('2026年11月21日 10:00');
    expect(flat(text)).toContain('一度だけ使えます');
  });
});

describe('M8, M9 and M10 (R166)', () => {
  it('M8 leads to the inquiry and says nothing of its content', async () => {
    const { text, lines } = await received('M8');
    expect(text).toContain('INQ-00000012');
    expect(lines).toContain('http://localhost:3005/inquiries/INQ-00000012');
  });

  it('M9 says that it is done, the login ID, and how to set a password', async () => {
    const { text, lines } = await received('M9');
    expect(flat(text)).toContain('メールアドレスの変更が完了しました');
    expect(lines).toContain('ユーザ名（ログインID）: k4640123');
    expect(flat(text)).toContain('「パスワードをお忘れですか？」');
    expect(lines).toContain('http://localhost:3003/login');
  });

  it('M10 asks for the reason, and says what is shut until it is known', async () => {
    const { text, lines } = await received('M10');
    expect(lines).toContain('ユーザ名（ログインID）: k4640123');
    expect(flat(text)).toContain('却下された理由を、お電話（0570-783-872）でお聞かせください');
    expect(flat(text)).toContain('シングルサインオンはご利用いただけません');
  });
});

describe('M12 調査回答のお願い (R166)', () => {
  it('names the survey, its day and the deadline in Japan, and leads to the answer', async () => {
    const { text, lines } = await received('M12');
    expect(lines[0]).toBe('サンプル病院 ご担当者様');
    expect(lines).toContain('調査名: 日次調査');
    expect(lines).toContain('調査日: 2026年12月1日');
    expect(lines).toContain('回答期限: 2026年12月1日 13:00');
    expect(lines).toContain('http://localhost:3005/surveys/daily/2026-12-01/edit');
    expect(flat(text)).toContain('管轄の都道府県の窓口にお問い合わせください');
  });
});

describe('M11 報告の差戻しのお知らせ (R166)', () => {
  it('names the report, the reason and the last day, and leads to the report', async () => {
    const { text, lines } = await received('M11');
    expect(lines[0]).toBe('サンプル薬局 ご担当者様');
    expect(lines).toContain('報告: 薬局機能情報　2026年度　定期報告');
    expect(lines).toContain('再報告の期限: 2027年3月31日まで');
    expect(lines).toContain('案内用電話番号をご確認ください。');
    expect(lines).toContain('http://localhost:3005/reports/pharmacy/yearly');
    expect(flat(text)).toContain('管轄の都道府県の窓口にお問い合わせください');
  });

  it('goes to nobody where nobody signs in for the institution', () => {
    const mail = mails.find(({ code }) => code === 'M11')!;
    const event = exampleEvent(reportReturned);
    const made = (addresses: string[]) => mail.when?.({ ...event, data: { ...event.data, addresses } } as never);
    expect([made(['yakkyoku@example.jp']), made([])]).toEqual([true, false]);
  });
});
