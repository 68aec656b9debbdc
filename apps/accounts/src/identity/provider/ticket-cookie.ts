/** Carries the ticket of whoever has just set a password through the sign-in that follows (R70). */
export const ticketCookie = 'accounts_ticket';
