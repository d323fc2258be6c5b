/** Settings of ai-router, beside those every service has. */
export const config = {};
