/** How much the whole server can do now. In EMERGENCY replies are worded without asking the knowledge base or the router. */
export const SERVER_MODES = ['NORMAL', 'ECONOMY', 'EMERGENCY'] as const;
export type ServerMode = (typeof SERVER_MODES)[number];
