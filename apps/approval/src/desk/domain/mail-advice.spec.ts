import { adviceOnMail } from './mail-advice.js';

describe('what the desk tells about a mail', () => {
  it.each([
    ['② bounced, and the account is void', 'M5', 'bounced', true, 'apply-again'],
    ['② was given up, and the account is void', 'M5', 'failed', true, 'apply-again'],
    ['② bounced, and the account stays: a password is set', 'M5', 'bounced', false, 'account-kept'],
    ['② was given up, and the account is there', 'M5', 'failed', false, 'void-first'],
    ['② was accepted', 'M5', 'accepted', false, 'change-address'],
    ['② is on its way', 'M5', 'expected', false, 'guidance-waits'],
    ['① bounced', 'M4', 'bounced', false, 'apply-again'],
    ['① was accepted', 'M4', 'accepted', false, 'guidance-follows'],
    ['the completion mail bounced', 'M2', 'bounced', false, 'address-doubtful'],
    ['the rejection bounced', 'M3', 'bounced', false, 'tell-reason'],
    ['③ bounced', 'M6', 'bounced', false, 'tell-login-id'],
    ['③ was accepted', 'M6', 'accepted', false, 'arrived'],
  ] as const)('%s (R81)', (_, mail, state, voided, advice) => {
    expect(adviceOnMail(mail, state, voided)).toBe(advice);
  });
});
