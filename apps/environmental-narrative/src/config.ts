/** Settings of environmental-narrative, beside those every service has. */
export const config = {};
