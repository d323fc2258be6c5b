/** Settings of knowledge-base, beside those every service has. */
export const config = {};
