import { get } from 'node:http';

// The health check of an image: ends with 0 when the process beside it is ready, else with 1 and the reason.
//   node healthcheck.mjs [readyz|livez]
// `livez` is for whoever starts a container anew when its check fails: NATS being away is no reason to.

/** Below the 5 s the image gives the check, in which Node has to start as well. */
const ANSWER_TIMEOUT_MS = 3_000;

const page = process.argv[2] ?? 'readyz';
const { BB_HEALTH_HOST: host = '127.0.0.1', BB_HEALTH_PORT: port = '8080' } = process.env;
// An address that stands for all cannot be called.
const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;

const request = get({ host: reachable, port, path: `/${page}`, timeout: ANSWER_TIMEOUT_MS }, (response) => {
  let text = '';
  response.setEncoding('utf8').on('data', (part) => (text += part));
  response.on('end', () => end(response.statusCode === 200 ? 0 : 1, `${response.statusCode} ${text.trim()}`));
});
request.on('timeout', () => end(1, `no answer in ${ANSWER_TIMEOUT_MS} ms`));
request.on('error', (error) => end(1, error.message));

/**
 * @param {number} code
 * @param {string} text
 */
function end(code, text) {
  console.log(`/${page}: ${text}`);
  process.exit(code);
}
