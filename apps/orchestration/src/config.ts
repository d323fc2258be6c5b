/** Settings of orchestration, beside those every service has. */
export const config = {};
