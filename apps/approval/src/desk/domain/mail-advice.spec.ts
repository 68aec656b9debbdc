import { adviceOnMail } from './mail-advice.js';

describe('what the desk tells about a mail', () => {
  it.each([
    ['② bounced, and the account is void', 'M5', 'bounced', 'voided', 'apply-again'],
    ['② was given up, and the account is void', 'M5', 'failed', 'voided', 'apply-again'],
    ['② bounced, and the account stays: a password is set', 'M5', 'bounced', 'issued', 'account-kept'],
    ['② was given up, and the account is there', 'M5', 'failed', 'issued', 'void-first'],
    ['② was accepted', 'M5', 'accepted', 'issued', 'change-address'],
    ['② is on its way', 'M5', 'expected', 'issued', 'guidance-waits'],
    ['① bounced', 'M4', 'bounced', 'pre-notice-undeliverable', 'apply-again'],
    ['① was accepted', 'M4', 'accepted', 'pre-noticed', 'guidance-follows'],
    ['the completion mail bounced', 'M2', 'bounced', 'waiting', 'address-doubtful'],
    ['the rejection bounced', 'M3', 'bounced', 'rejected', 'tell-reason'],
    ['③ bounced', 'M6', 'bounced', 'granted', 'tell-login-id'],
    ['③ was accepted', 'M6', 'accepted', 'granted', 'arrived'],
  ] as const)('%s (R81)', (_, mail, state, application, advice) => {
    expect(adviceOnMail(mail, state, application)).toBe(advice);
  });
});
