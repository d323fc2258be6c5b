import nx from '@nx/eslint-plugin';
import * as jsoncParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { houseRules } from './tools/workspace-plugin/eslint/index.mjs';

const COMPOSITION_ONLY = 'only composition roots (main.ts, service-kit, tools) touch it; have it passed in';

const ambient = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: COMPOSITION_ONLY },
    { object: 'Date', property: 'now', message: COMPOSITION_ONLY },
    { object: 'Math', property: 'random', message: COMPOSITION_ONLY },
  ],
  'no-console': 'error',
};

export default [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/src/gen',
      'libs/contracts/*/src',
      '.nx',
      '.data',
      '**/node_modules',
      '**/files/**',
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx, house: houseRules },
    rules: {
      'house/domain-imports': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'name what is exported' },
        { selector: 'ExportDefaultDeclaration', message: 'export by name' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'nats', message: 'only libs/nats-sdk/src/nats knows the NATS client' },
            { name: 'ioredis', message: 'only libs/storage knows Redis' },
          ],
        },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: [],
          banTransitiveDependencies: true,
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints: [
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib', 'type:contract'] },
            { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:contract'] },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib', 'type:contract'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:contract'] },
            { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib', 'type:contract'] },
          ],
        },
      ],
    },
  },
  {
    files: [
      'libs/nats-sdk/src/nats/**',
      'libs/storage/src/**',
      '**/*.spec.ts',
      'tools/bench/**',
      'e2e/**',
      'libs/*/test/**',
    ],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['{apps,libs}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/main.ts', 'libs/service-kit/**', 'libs/test-servers/**', 'libs/domain/src/clock.ts'],
    rules: ambient,
  },
  {
    files: ['{apps,libs}/*/package.json', 'libs/contracts/*/package.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsoncParser },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['{projectRoot}/**/*.spec.ts', '{projectRoot}/test/**/*'], // A peer of @bufbuild/cel, which does not bring it.
          ignoredDependencies: ['@bufbuild/protobuf', 'swagger-ui-dist'],
        },
      ],
    },
  },
];
