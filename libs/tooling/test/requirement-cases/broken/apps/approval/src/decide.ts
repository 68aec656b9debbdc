/** The page of R1, and who must apply (R2b, R2c). */
export const page = 'R3 in a text';
