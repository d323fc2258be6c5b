/** The longest a lease may last without being renewed. */
export const MAX_LEASE_MS = 600_000;
