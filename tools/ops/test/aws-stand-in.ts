import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Environment } from '../src/cli/command.js';

/** What a stand-in answers: an object in the service's own field names. */
export type Answer = Readonly<Record<string, unknown>>;

/** An error as the service words it. */
export class AwsRefusal {
  constructor(
    readonly type: string,
    readonly message: string,
  ) {}
}

export interface RecordedCall {
  /** Such as `ecs:UpdateService`. */
  readonly call: string;
  /** As it came over the wire; fields of the query protocol by their dotted names. */
  readonly input: Readonly<Record<string, unknown>>;
}

export type Handler = (input: never) => Answer | AwsRefusal | Promise<Answer | AwsRefusal>;

const TARGETS: Readonly<Record<string, string>> = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
};
const QUERY_VERSIONS: Readonly<Record<string, string>> = { '2011-01-01': 'autoscaling', '2015-02-02': 'elasticache' };
const FAKE_KEY = 'AKIASTANDINFORTESTS';

/**
 * Stands in for AWS on the loopback interface, so that what the SDK really sends is seen and what it reads is really parsed:
 * AWS JSON 1.1 and the query protocol with XML answers. It is no model of AWS: answers are those of the test.
 */
export class AwsStandIn {
  readonly calls: RecordedCall[] = [];
  readonly #server: Server;
  readonly #handlers = new Map<string, Handler>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'stand-in' }).end(body);
      });
    });
  }

  static async start(): Promise<AwsStandIn> {
    const standIn = new AwsStandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  /** Credentials that open nothing, and the only address calls go to. */
  get environment(): Environment {
    const { port } = this.#server.address() as AddressInfo;
    return {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: FAKE_KEY,
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    };
  }

  on(call: string, handler: Handler): this {
    this.#handlers.set(call, handler);
    return this;
  }

  /** Names of the calls that were made, without those that only look. */
  changes(): string[] {
    return this.calls.map(({ call }) => call).filter((call) => !/:(Describe|List|Get)/.test(call));
  }

  inputsOf(call: string): RecordedCall['input'][] {
    return this.calls.filter((each) => each.call === call).map(({ input }) => input);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; type: string; body: string }> {
    const text = await readBody(request);
    const target = request.headers['x-amz-target'];
    const [call, input] = typeof target === 'string' ? jsonCall(target, text) : queryCall(text);
    const isQuery = typeof target !== 'string';
    this.calls.push({ call, input });
    const signed = request.headers.authorization?.includes(`Credential=${FAKE_KEY}/`) === true;
    const handler = this.#handlers.get(call);
    const answer = !signed
      ? new AwsRefusal('IncompleteSignature', 'not signed')
      : handler === undefined
        ? new AwsRefusal('UnknownOperationException', `this test answers no ${call}`)
        : await handler(input as never);
    if (answer instanceof AwsRefusal) return refusal(answer, isQuery);
    if (!isQuery) return { status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(answer) };
    const action = call.slice(call.indexOf(':') + 1);
    const body = `<${action}Response><${action}Result>${toXml(answer)}</${action}Result></${action}Response>`;
    return { status: 200, type: 'text/xml', body };
  }
}

function jsonCall(target: string, text: string): [string, RecordedCall['input']] {
  const [service = '', action = ''] = target.split('.');
  return [`${TARGETS[service] ?? service}:${action}`, JSON.parse(text) as RecordedCall['input']];
}

function queryCall(text: string): [string, RecordedCall['input']] {
  const { Action, Version, ...input } = Object.fromEntries(new URLSearchParams(text));
  return [`${QUERY_VERSIONS[Version ?? ''] ?? Version}:${Action}`, input];
}

function refusal({ type, message }: AwsRefusal, isQuery: boolean): { status: number; type: string; body: string } {
  const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>${type}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return isQuery
    ? { status: 400, type: 'text/xml', body: xml }
    : { status: 400, type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: type, message }) };
}

/** Lists are `<member>`s in both services of the query protocol used here. */
function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `<${name}>${toXml(field)}</${name}>`)
    .join('');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
