export const say = (state: 'open' | 'closed') => {
  switch (state) {
    case 'open':
      return 'offen';
  }
  return '';
};
