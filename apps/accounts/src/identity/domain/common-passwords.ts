/**
 * The most common leaked passwords that could satisfy R133 (upper case, lower case and a
 * digit). Compared without case and symbols. `exact` are whole passwords, `stems` are words that stay weak with
 * digits after them.
 */
export const commonPasswords: { readonly exact: ReadonlySet<string>; readonly stems: ReadonlySet<string> } = {
  exact: new Set(
    `1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx zaq1zaq1 qazwsx123 qaz123wsx a1b2c3d4
     a1b2c3d4e5 aa123456 aa12345678 abc12345 abc123456 abc12345678 abcd1234 abcd12345 asdf1234 asd12345 qwe12345
     qwer1234 qwert12345 zxcv1234 zxc12345 pass1234 p4ssw0rd p4ssword passw0rd passw0rd1 passw0rd12 passw0rd123
     w3lcome1 adm1n123 letme1n1 g0dz1lla 1234abcd 1234qwer 12345abc 123456abc 123abc123 12345678a 123456789a a12345678
     a123456789 test1234 user1234 temp1234 demo1234 gmis1234 gmis2023 gmis2024 gmis2025 gmis2026 mhlw1234`.split(/\s+/),
  ),
  stems: new Set(
    `password passwort passwords mypassword newpassword changeme changeit welcome letmein iloveyou sunshine princess
     football baseball superman batman dragon monkey shadow master michael jordan liverpool trustno qwerty qwertyui
     qwertyuiop asdfghjkl zxcvbnm abcdefgh qazwsx administrator admin root guest login secret default sample example
     testtest hospital clinic pharmacy yakkyoku byouin iryou iryo shinryo kagoshima tokushima tokyo osaka kyoto nippon
     japan nihon sakura himawari doraemon pokemon naruto pikachu hello helloworld starwars computer internet samsung
     spring summer autumn winter january february march april august september october november december monday
    friday`.split(/\s+/),
  ),
};
