/** Settings of npc-behavior, beside those every service has. */
export const config = {};
