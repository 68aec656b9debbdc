export const today = () => [new Date(), Date.now(), Math.random()];
