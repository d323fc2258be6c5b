import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCdktfType } from './read-cdktf-type.mjs';

const attribute = (
  /** @type {string} */ name,
  /** @type {string} */ value,
  /** @type {string} */ rest,
) => `            ${name}: {
                value: ${value},
                ${rest}
            },
`;
const SCRIPT = `
function thingRuleToHclTerraform(struct) {
    const attrs = {
${attribute('port', 'cdktf.numberToHclTerraform(struct.port)', 'isBlock: false,\n                type: "simple",\n                storageClassType: "number",')}    };
}
class ThingRuleOutputReference extends cdktf.ComplexObject {
}
class ThingEntryOutputReference extends cdktf.ComplexObject {
    get dnsName() {
        return this.getStringAttribute('dns_name');
    }
}
class ThingEntryList extends cdktf.ComplexList {
}
class Thing extends cdktf.TerraformResource {
    constructor() {
        this._entry = new ThingEntryList(this, "entry", false);
    }
    get arn() {
        return this.getStringAttribute('arn');
    }
    get zones() {
        return cdktf.Fn.tolist(this.getListAttribute('zones'));
    }
    get vpcId() {
        return this.getStringAttribute('vpc_id');
    }
    synthesizeHclAttributes() {
        const attrs = {
${attribute('vpc_id', 'cdktf.stringToHclTerraform(this._vpcId)', 'isBlock: false,\n                type: "simple",\n                storageClassType: "string",')}${attribute('tags', 'cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._tags)', 'isBlock: false,\n                type: "map",\n                storageClassType: "stringMap",')}${attribute('rule', 'thingRuleToHclTerraform(this._rule.internalValue)', 'isBlock: true,\n                type: "list",\n                storageClassType: "ThingRuleList",')}        };
    }
}
Thing.tfResourceType = "aws_thing";
`;
const DECLARATIONS = `
export interface ThingConfig extends cdktf.TerraformMetaArguments {
    readonly vpcId: string;
    readonly tags?: {
        [key: string]: string;
    };
    readonly rule?: ThingRule;
}
export interface ThingRule {
    readonly port: number;
}
`;

describe('reading a type of cdktf', () => {
  const { type, block } = readCdktfType(SCRIPT, DECLARATIONS);

  it('names the type, and what must and may be given', () => {
    assert.equal(type, 'aws_thing');
    assert.deepEqual(block.attributes?.['vpc_id'], { type: 'string', required: true });
    assert.deepEqual(block.attributes?.['tags'], { type: ['map', 'string'], optional: true });
  });

  it('tells a block that may stand once', () => {
    assert.deepEqual(block.block_types?.['rule'], {
      nesting_mode: 'list',
      max_items: 1,
      block: { attributes: { port: { type: 'number', required: true } } },
    });
  });

  it('has what AWS fills in, with its type', () => {
    assert.deepEqual(block.attributes?.['arn'], { type: 'string', computed: true });
    assert.deepEqual(block.attributes?.['zones'], { type: ['set', 'string'], computed: true });
    assert.deepEqual(block.attributes?.['entry'], {
      type: ['list', ['object', { dns_name: 'string' }]],
      computed: true,
    });
    assert.deepEqual(block.attributes?.['id'], { type: 'string', optional: true, computed: true });
  });
});
