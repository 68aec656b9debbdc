import { localPath } from './local-path.js';

it.each([
  ['/', '/'],
  ['/applications?status=open&page=2#row', '/applications?status=open&page=2#row'],
  ['/申請', '/%E7%94%B3%E8%AB%8B'],
  ['/a/../b', '/b'],
])('%j is a path of this service', (input, path) => {
  expect(localPath(input)).toBe(path);
});

it.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/a/..//evil.example',
  '/\t/evil.example',
  '/ /x',
  '/a\r\nset-cookie: a=b',
  '/a\u0000',
  '',
  'applications',
  undefined,
  null,
  1,
  ['/'],
  {},
  `/${'a'.repeat(2_001)}`,
  `/${'申'.repeat(1_000)}`,
])('%j is not', (input) => {
  expect(localPath(input)).toBeUndefined();
});
