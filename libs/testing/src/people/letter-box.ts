import type { ReceivedMail } from '../mail/mail-sink.js';
import { codeIn, type Guidance, guidanceIn, subjects } from './letters.js';

/** What is read of a mail. */
export type Letter = Pick<ReceivedMail, 'subject' | 'recipients' | 'text'>;

/** Where mails arrive, the newest last, such as a `MailSink`. */
export interface Letters {
  readonly mails: readonly Letter[];
}

/** The mails of all addresses. */
export class LetterBox {
  private readonly boxes = new Map<string, Letter[]>();
  private read = 0;

  constructor(private readonly letters: Letters) {}

  /** All codes for an address, oldest first. */
  codesFor(address: string): string[] {
    return this.mails(address, subjects.code).flatMap(({ text = '' }) => codeIn(text) ?? []);
  }

  /** All mails ② for an address. */
  guidanceFor(address: string): Guidance[] {
    return this.mails(address, subjects.guidance).map(({ text = '' }) => guidanceIn(text));
  }

  /** The number of addresses that have mail ②. */
  get guided(): number {
    this.catchUp();
    return [...this.boxes.values()].filter((mails) => mails.some(({ subject }) => subject === subjects.guidance))
      .length;
  }

  private mails(address: string, subject: string): Letter[] {
    this.catchUp();
    return (this.boxes.get(address) ?? []).filter((mail) => mail.subject === subject);
  }

  private catchUp(): void {
    const { mails } = this.letters;
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
