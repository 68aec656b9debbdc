declare const it: any, describe: any, open: (page: string) => void;
const later = 'now';

describe('the page (R1)', () => {
  // A comment names nothing: R3.
  it('is there', () => open('/'));

  it.each([
    ['a', 'R3'],
    ['b', 'R3'],
  ])('tells %s who must apply (R2a)', () => open('/who'));

  it.each`
    page
  `('is `$page` (R4–R5)', () => open('/all'));
  describe.each(['x'])(`at ${later} (R4)`, () => {
    it('shows its ' + later + ' stage (R2)', () => open('/stage'));
  });
});
