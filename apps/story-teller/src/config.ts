/** Settings of story-teller, beside those every service has. */
export const config = {};
