/** Settings of language-system, beside those every service has. */
export const config = {};
