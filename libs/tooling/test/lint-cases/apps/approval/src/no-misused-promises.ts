export const choose = (ready: () => Promise<boolean>) => {
  if (ready()) return 'yes';
  return 'no';
};
