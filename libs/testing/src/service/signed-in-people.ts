import type { SignedIn } from '@todoke/service';

/** One or two people of each role, with the claims that accounts gives. 46201 is 鹿児島市, 46203 is 鹿屋市. */
export const people: readonly SignedIn[] = [
  { sub: 'official-46', role: 'prefecture', name: '有村 幸子', prefecture: '46' },
  { sub: 'colleague-46', role: 'prefecture', prefecture: '46' },
  { sub: 'official-36', role: 'prefecture', prefecture: '36' },
  { sub: 'centre-46', role: 'health-centre', prefecture: '46', area: ['462012'] },
  { sub: 'other-centre-46', role: 'health-centre', prefecture: '46', area: ['462039'] },
  { sub: 'reader', role: 'municipality', prefecture: '46', area: ['462012'] },
  { sub: 'institution', role: 'institution', prefecture: '46', institution: 'i-1' },
  { sub: 'new-institution', role: 'institution', prefecture: '46', institution: 'not-told-yet' },
  { sub: 'secretariat', role: 'secretariat' },
  { sub: 'ops', role: 'ops' },
];
