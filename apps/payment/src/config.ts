/** Settings of payment, beside those every service has. */
export const config = {};
