/** Settings of world-state, beside those every service has. */
export const config = {};
