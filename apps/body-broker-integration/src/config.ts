/** Settings of body-broker-integration, beside those every service has. */
export const config = {};
