// node validate-openapi.mjs <url>: ends with 0 when the document there is valid OpenAPI. (An ES module that Jest cannot load.)
import { Validator } from '@seriousme/openapi-schema-validator';

const [url] = process.argv.slice(2);
const document = await (await fetch(url)).json();
const { valid, errors } = await new Validator().validate(document);
if (!valid) console.error(JSON.stringify(errors, undefined, 2));
process.exitCode = valid ? 0 : 1;
