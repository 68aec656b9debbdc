beforeAll(() => undefined, 1_000);

it('is quick', () => undefined, 1_000);

it.each([1, 2])('is quick %i times', () => undefined, 1_000);
