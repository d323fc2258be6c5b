import type { Variables } from '@bodybroker/conditions';

/**
 * What a rule's `when` may read: the request's `tags` (list of `group:value`), `slots` (given ones only, name to text),
 * `qualities` (name to number) and `facts` (how many were given).
 */
export const GRAMMAR_VARIABLES = {
  tags: 'list',
  slots: 'map',
  qualities: 'map',
  facts: 'int',
} as const satisfies Variables;
