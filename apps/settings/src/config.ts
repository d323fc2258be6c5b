/** Settings of this service, beside those every service has. */
export const config = {};
