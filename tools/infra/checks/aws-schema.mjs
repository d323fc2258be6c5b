import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { typesInUse } from '../aws-schema/types-in-use.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'aws-schema',
  about: 'the schemas of the types in use are there, and no others',
  run: async ({ root }) => {
    const used = typesInUse(join(root, 'deploy/terraform')).map(({ kind, type }) => `${kind}/${type}`);
    const schemas = join(import.meta.dirname, '../aws-schema/schemas');
    const present = ['resource', 'data'].flatMap((kind) =>
      readdirSync(join(schemas, kind)).map((file) => `${kind}/${file.replace('.json', '')}`),
    );
    const missing = used.filter((each) => !present.includes(each)).map((each) => `${each} has no schema`);
    const unused = present.filter((each) => !used.includes(each)).map((each) => `${each} is not used`);
    const failures = [...missing, ...unused].map((each) => `${each}; run: node tools/infra/aws-schema/generate.mjs`);
    return { passed: used.length - missing.length, failures };
  },
};
