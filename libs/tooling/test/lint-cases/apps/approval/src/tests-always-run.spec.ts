it.only('runs', () => expect(1).toBe(1));
describe.skip('never', () => expect(1).toBe(1));
xit('never', () => expect(1).toBe(1));
