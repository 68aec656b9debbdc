/** The address of an institution's page (R146, R154). */
export const institutionLink = (id: string): string => `/institutions/${encodeURIComponent(id)}`;
