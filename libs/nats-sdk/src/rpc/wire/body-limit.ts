/** Largest body, in bytes, that is sent or taken unless told otherwise: 8 MiB, whatever the server's max_payload. */
export const DEFAULT_MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
