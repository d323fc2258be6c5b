/** Settings of performance-mode, beside those every service has. */
export const config = {};
