/**
 * What every process of the backend runs with, here and in its image (a test compares the two). The young generation of a busy
 * process stays small: with 8 MB and less a call costs more processor, with 32 MB the process holds more memory.
 */
export const NODE_FLAGS = ['--max-semi-space-size=16'];
