import * as events from '@todoke/events';
import {
  applicationMails,
  applicationNumber,
  applicationStates,
  firstProxyNumber,
  institutionTypes,
  institutionTypeWord,
  isApplicationMail,
  isApplicationNumber,
  readApplicationNumber,
  mailNames,
  mailReasonWord,
  mailStates,
  mailStateWords,
  mailTitle,
  permissionFor,
  permissions,
  routes,
  schemeWord,
} from '../src/index.js';

describe('what services tell each other', () => {
  it('is in the words of this library', () => {
    expect(institutionTypes.map(({ value }) => value)).toEqual(events.institutionType.options);
    expect([...permissions]).toEqual(events.permission.options);
    expect([...routes]).toEqual(events.route.options);
    expect(applicationStates).toEqual(expect.arrayContaining(events.applicationClosed.data.shape.reason.options));
  });

  it.each(['APF-00001750', 'APF-50000000', 'APF-1', 'apf-00001750', 'APF-000017500', 'ＡＰＦ－００００１７５０', ''])(
    'numbers applications alike: %j',
    (text) => {
      expect(isApplicationNumber(text)).toBe(events.applicationNumber.safeParse(text).success);
    },
  );

  it('says why a mail did not arrive in words', () => {
    const reasons = [...events.mailBounced.data.shape.reason.options, ...events.mailFailed.data.shape.reason.options];
    for (const reason of reasons) expect(mailReasonWord(reason)).not.toBe(reason);
    expect(mailReasonWord('constructor')).toBe('constructor');
  });
});

describe('application numbers (R41)', () => {
  it('have eight digits', () => {
    expect(applicationNumber(1750)).toBe('APF-00001750');
    expect(applicationNumber(BigInt(firstProxyNumber))).toBe('APF-50000000');
    for (const other of [1750, undefined, null, {}]) expect(isApplicationNumber(other)).toBe(false);
  });
});

describe('an application number as it is typed (R41)', () => {
  it.each([
    'APF-00001750',
    'apf-00001750',
    'ＡＰＦ－００００１７５０',
    'APFー00001750',
    'APF00001750',
    'APF‐0000 1750',
    '申請番号：APF-00001750',
    '「APF-00001750」',
    'No.APF-00001750',
    '№APF-00001750',
    '申請番号（APF-00001750）',
    'APF-00001750（サンプル薬局）',
    '\uFEFFAPF-0000\u200B1750\u00A0',
  ])('is read from %j', (typed) => {
    expect(readApplicationNumber(typed)).toBe('APF-00001750');
  });

  it.each(['', '1750', 'APF-1750', 'APF-000017500', 'APG-00001750', 'APF-0000175O', 'APF-00001750 APF-00001751'])(
    'is not read from %j',
    (typed) => {
      expect(readApplicationNumber(typed)).toBeUndefined();
    },
  );
});

describe('mails (R161, R166)', () => {
  it('M1 to M15 have a name each', () => {
    expect(Object.keys(mailNames)).toEqual(Array.from({ length: 15 }, (_, i) => `M${i + 1}`));
    expect(new Set(Object.values(mailNames)).size).toBe(15);
    expect(mailTitle('M5')).toBe('②利用案内メール');
  });

  it('about an application are told from others, known or not', () => {
    expect([...applicationMails, 'M1', 'M7', 'M99', 'toString'].filter(isApplicationMail)).toEqual([
      ...applicationMails,
    ]);
  });

  it('have one word for each state', () => {
    expect(mailStates.map((state) => mailStateWords[state])).toEqual([
      '送信待ち',
      '送信中',
      '送信完了',
      '不達',
      '送信できず',
    ]);
  });
});

describe('institutions and what they report (R23, R65)', () => {
  it('pharmacies report under their scheme, all others under the other', () => {
    expect(institutionTypes.map(({ value, label }) => `${label}: ${schemeWord(permissionFor(value))}`)).toEqual([
      '病院: 医療機能情報提供制度',
      '診療所: 医療機能情報提供制度',
      '歯科診療所: 医療機能情報提供制度',
      '助産所: 医療機能情報提供制度',
      '薬局: 薬局機能情報提供制度',
    ]);
    expect(institutionTypeWord('pharmacy')).toBe('薬局');
    expect(institutionTypeWord('something-new')).toBe('something-new');
  });
});
