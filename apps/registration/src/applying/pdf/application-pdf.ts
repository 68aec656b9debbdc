import { Injectable } from '@nestjs/common';
import { drawSheet, lackingIn, type LackingCharacters, type SheetSection } from '@todoke/pdf';

export interface ApplicationSheet {
  readonly number: string;
  /** As people read it. */
  readonly submittedAt: string;
  readonly sections: readonly SheetSection[];
  readonly contact: string;
}

/** 申請内容をダウンロード (R43): number and all items, with their text in it, so that it can be searched and copied. */
@Injectable()
export class ApplicationPdf {
  /** What the sheet of these sections could not show. It has 〓 in place of it. */
  lacking(sections: readonly SheetSection[]): Promise<LackingCharacters[]> {
    return lackingIn(sections);
  }

  draw({ number, submittedAt, sections, contact }: ApplicationSheet): Promise<Buffer> {
    return drawSheet({
      title: 'G-MIS新規ユーザ登録申請 申請内容',
      name: `新規ユーザ登録申請 ${number}`,
      facts: [`申請番号：${number}`, `申請日時：${submittedAt}`],
      sections,
      foot: [contact],
    });
  }
}
