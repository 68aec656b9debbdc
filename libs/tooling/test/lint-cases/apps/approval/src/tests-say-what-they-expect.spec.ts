it('says little', () => {
  expect(1).toBeDefined();
  expect(1).toBeTruthy();
  expect(undefined).not.toBeDefined();
});
