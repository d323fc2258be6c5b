import { domainImports } from './domain-imports.mjs';

/** House rules that are ours alone. */
export const houseRules = { rules: { 'domain-imports': domainImports } };
