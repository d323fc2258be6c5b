/** Settings of router, beside those every service has. */
export const config = {};
