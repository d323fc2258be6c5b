import type {
  JsonPatch,
  PatchStateRequest,
  PutOperation,
  StateOperation,
  StatePatch,
} from '@bodybroker/contracts-state-manager';
import { invalidArgument } from '@bodybroker/domain';
import { toJsonObject, toJsonValue } from '@bodybroker/service-kit';
import type { JsonPatchOperation } from '../domain/json-patch.js';
import type { Operation } from '../domain/operation.js';
import type { Step } from '../domain/transaction.js';

/** A put of PutState or of a transaction. */
export function putOperation(
  request: Pick<PutOperation, 'value' | 'ttlMs' | 'permissionRead' | 'permissionWrite'>,
): Operation {
  const { permissionRead, permissionWrite } = request;
  if (request.value === undefined) throw invalidArgument('value', 'is required');
  const ttlMs = request.ttlMs === undefined ? undefined : Number(request.ttlMs);
  return {
    kind: 'put',
    request: { value: toJsonObject(request.value, 'value'), ttlMs, permissionRead, permissionWrite },
  };
}

/** A patch of PatchState or of a transaction. @throws DomainError INVALID_ARGUMENT BAD_PATCH when there is none */
export function patchOperation({ patch }: Pick<PatchStateRequest | StatePatch, 'patch'>): Operation {
  if (patch.oneofKind === 'mergePatch') return { kind: 'merge_patch', patch: toJsonObject(patch.mergePatch, 'value') };
  if (patch.oneofKind === 'jsonPatch') return { kind: 'json_patch', operations: jsonPatch(patch.jsonPatch) };
  throw invalidArgument('patch', 'must be a merge_patch or a json_patch', 'BAD_PATCH');
}

/** A step of a transaction. @throws DomainError INVALID_ARGUMENT */
export function stepOf({ id, expectedVersion, operation }: StateOperation): Step {
  if (id === undefined) throw invalidArgument('ops.id', 'is required');
  const { namespace, ownerId, key } = id;
  return { id: { namespace, ownerId, key }, expectedVersion, operation: operationOf(operation) };
}

function operationOf(operation: StateOperation['operation']): Operation {
  switch (operation.oneofKind) {
    case 'put':
      return putOperation(operation.put);
    case 'patch':
      return patchOperation(operation.patch);
    case 'delete':
      return { kind: 'delete' };
    case 'check':
      return { kind: 'check' };
    default:
      throw invalidArgument('ops', 'must each be a put, patch, delete or check');
  }
}

function jsonPatch({ operations }: JsonPatch): readonly JsonPatchOperation[] {
  return operations.map(({ op, path, from, value }) => ({
    op,
    path,
    from,
    value: value === undefined ? undefined : toJsonValue(value, 'value'),
  }));
}
