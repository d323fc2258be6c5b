/** The closed set of error codes, with the HTTP status of each (SERVICES: conventions; gRPC's names where they meet). */
export const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  VERSION_CONFLICT: 409,
  FAILED_PRECONDITION: 409,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  INTERNAL: 500,
  DATA_LOSS: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

export type RpcErrorCode = keyof typeof HTTP_STATUS;

export function isRpcErrorCode(code: unknown): code is RpcErrorCode {
  return typeof code === 'string' && Object.hasOwn(HTTP_STATUS, code);
}
