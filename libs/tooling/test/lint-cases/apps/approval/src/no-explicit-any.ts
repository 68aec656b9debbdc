export const take = (value: any) => [value];
