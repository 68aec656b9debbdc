export const fail = () => {
  throw 'no';
};
