/** Cookie with the ticket of a person who has just set a password, for the sign-in that follows (R70). */
export const ticketCookie = 'accounts_ticket';
