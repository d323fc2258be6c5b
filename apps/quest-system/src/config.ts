/** Settings of quest-system, beside those every service has. */
export const config = {};
