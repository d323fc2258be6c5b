import { ErrorCode } from '@bodybroker/contracts-common';
import { HTTP_STATUS, isRpcErrorCode } from '../error-code.js';
import { RpcError } from '../rpc-error.js';
import { errorFromHeaders, errorHeaders, fromWireError, toWireError } from './error-message.js';
import { HEADER } from './header-names.js';

const CODES = Object.keys(HTTP_STATUS).filter(isRpcErrorCode);

describe('errors on the wire', () => {
  it.each(CODES)('%s comes back as it was', (code) => {
    const error = new RpcError(code, 'SOME_REASON', 'text', { details: { a: 'b' }, retryable: true, retryAfterMs: 7 });
    expect(fromWireError(toWireError(error))).toEqual(error);
  });

  it('every code of the contract is known here', () => {
    const names = Object.keys(ErrorCode).filter((name) => Number.isNaN(Number(name)) && name !== 'UNSPECIFIED');
    expect(names.sort()).toEqual([...CODES].sort());
  });

  it('a code of a newer contract is taken as INTERNAL', () => {
    const wire = { ...toWireError(new RpcError('NOT_FOUND', 'R', 'm')), code: 99 as ErrorCode };
    expect(fromWireError(wire)).toMatchObject({ code: 'INTERNAL', reason: 'R' });
  });

  it('headers keep to one line', () => {
    const headers = errorHeaders(new RpcError('NOT_FOUND', 'R', 'a\r\nb'));
    expect(headers).toEqual({ [HEADER.serviceError]: 'R: a b', [HEADER.serviceErrorCode]: '404' });
    expect(errorFromHeaders(headers)).toMatchObject({ code: 'NOT_FOUND', message: 'R: a b' });
  });
});
