/** The address of the page of an application. */
export const addressOf = (number: string): string => `/secretariat/applications/${number}`;
