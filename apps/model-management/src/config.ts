/** Settings of model-management, beside those every service has. */
export const config = {};
