import { contentOf, faultOf, largestFile, nameFor } from './content.js';

const pdf = Buffer.from('%PDF-1.7\n');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);

it('a file is what its content says, whatever it is called', () => {
  expect(contentOf(pdf)).toBe('pdf');
  expect(contentOf(png)).toBe('png');
  expect(contentOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('jpeg');
  expect(contentOf(Buffer.from('II*\0'))).toBe('tiff');
  expect(contentOf(Buffer.from('MM\0*'))).toBe('tiff');
  for (const other of ['<html>', '<svg xmlns=', 'MZ', 'PK\u0003\u0004', '%PD', '']) {
    expect([other, contentOf(Buffer.from(other))]).toEqual([other, undefined]);
  }
});

it('what cannot be kept is told', () => {
  expect(faultOf(pdf)).toBeUndefined();
  expect(faultOf(undefined)).toBe('ファイルを選択してください。');
  expect(faultOf(Buffer.alloc(0))).toBe('ファイルを選択してください。');
  expect(faultOf(Buffer.from('<script>'))).toBe('PDF、JPEG、PNG、TIFFのファイルを選択してください。');
  expect(faultOf(Buffer.concat([pdf, Buffer.alloc(largestFile)]))).toBe('ファイルは10MBまでです。');
});

it.each([
  ['報告書.pdf', '報告書.pdf'],
  ['報告書.exe', '報告書.pdf'],
  ['C:\\scan\\令和8年度 報告.PDF', '令和8年度 報告.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['evil\u202efdp.exe', 'evilfdp.pdf'],
  ['a"; filename="b.html', 'a; filename=b.pdf'],
  ['..', '添付.pdf'],
  ['', '添付.pdf'],
])('a file called %s is downloaded as %s', (told, name) => {
  expect(nameFor(told, 'pdf')).toBe(name);
});
