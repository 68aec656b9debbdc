/** Who sees tables: those who look after a place (R158). Of it they see the rows of their own. */
export const officials = ['prefecture', 'health-centre', 'municipality', 'secretariat'] as const;
