/** Settings of capability-registry, beside those every service has. */
export const config = {};
