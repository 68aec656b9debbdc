const save = () => Promise.resolve();

export const close = () => {
  save();
};
