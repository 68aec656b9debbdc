import type { MailSink, ReceivedMail } from '@todoke/testing';

/** Subjects as the requirements have them. */
const subjects = {
  code: '【厚生労働省G-MIS事務局】認証コードのお知らせ',
  guidance: '【厚生労働省G-MIS事務局】G-MISログインIDのお知らせ及びパスワード設定のご依頼',
} as const;

/** The content of mail ②: the login ID and the link to set the password, each on a line of its own. */
export interface Guidance {
  readonly loginId: string;
  readonly link: string;
}

/** The mails of all addresses, read from the sink. */
export class Inbox {
  private readonly boxes = new Map<string, ReceivedMail[]>();
  private read = 0;

  constructor(private readonly sink: MailSink) {}

  /** All codes for an address, oldest first. */
  codesFor(address: string): string[] {
    return this.mails(address, subjects.code).flatMap(({ text = '' }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? []);
  }

  /** All mails ② for an address. */
  guidanceFor(address: string): Guidance[] {
    return this.mails(address, subjects.guidance).map(({ text = '' }) => ({
      loginId: /^ユーザ名（ログインID）: (\S+)$/m.exec(text)?.[1] ?? '',
      link: /^(https?:\/\/\S+\/password\/[\w-]+)$/m.exec(text)?.[1] ?? '',
    }));
  }

  /** The number of addresses that have mail ②. */
  get guided(): number {
    this.catchUp();
    return [...this.boxes.values()].filter((mails) => mails.some(({ subject }) => subject === subjects.guidance))
      .length;
  }

  private mails(address: string, subject: string): ReceivedMail[] {
    this.catchUp();
    return (this.boxes.get(address) ?? []).filter((mail) => mail.subject === subject);
  }

  private catchUp(): void {
    const { mails } = this.sink;
    for (; this.read < mails.length; this.read++) {
      const mail = mails[this.read];
      for (const address of mail?.recipients ?? []) {
        const box = this.boxes.get(address);
        if (box === undefined) this.boxes.set(address, mail === undefined ? [] : [mail]);
        else if (mail !== undefined) box.push(mail);
      }
    }
  }
}
