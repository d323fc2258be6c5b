/** Settings of settings, beside those every service has. */
export const config = {};
