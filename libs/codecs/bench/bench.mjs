// node bench/bench.mjs
//
// CPU time per message of the compiled codecs and of protobuf-ts, in microseconds: all ways in one process, in turns,
// the median of the rounds. Compare within one run only.
import {
  compiledMessage,
  countJsonMembers,
  jsonCodec,
  protobufCodec,
  protobufTsCodec,
  protobufTsJsonCodec,
  shapeOfMessageType,
} from '../dist/index.js';
import { MESSAGES } from './messages.mjs';

const ROUNDS = 9;
const ROUND_MS = 30;
const WARM_UP_MS = 150;

console.log('µs CPU per message, compiled / protobuf-ts (how many times faster)');
for (const [name, type, message] of MESSAGES) {
  const bytes = protobufTsCodec.encode(type, message);
  const json = protobufTsJsonCodec.encode(type, message);
  console.log(`\n${name}: ${bytes.length} B, JSON ${json.length} B`);
  for (const [way, compiled, reference] of waysOf(type, message, bytes, json)) {
    const [fast, slow] = inTurns([compiled, reference]);
    console.log(
      `  ${way.padEnd(18)}${fast.toFixed(2).padStart(8)} / ${slow.toFixed(2).padEnd(8)}(${(slow / fast).toFixed(1)})`,
    );
  }
}

function waysOf(type, message, bytes, json) {
  const compiled = compiledMessage(shapeOfMessageType(type));
  const parse = () => JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString());
  return [
    ['message → bytes', () => protobufCodec.encode(type, message), () => protobufTsCodec.encode(type, message)],
    ['bytes → message', () => protobufCodec.decode(type, bytes), () => protobufTsCodec.decode(type, bytes)],
    ['message → JSON', () => jsonCodec.encode(type, message), () => protobufTsJsonCodec.encode(type, message)],
    ['JSON → message', () => jsonCodec.decode(type, json), () => protobufTsJsonCodec.decode(type, json)],
    [
      'JSON → bytes',
      () => compiled.jsonToBytes(parse(), countJsonMembers(json)),
      () => type.toBinary(protobufTsJsonCodec.decode(type, json)),
    ],
    ['bytes → JSON', () => compiled.bytesToJson(bytes), () => protobufTsJsonCodec.encode(type, type.fromBinary(bytes))],
    ['(JSON.parse alone)', parse, parse],
  ];
}

/** Medians of each, measured one after the other in every round. */
function inTurns(acts) {
  for (const act of acts) cpuOf(act, WARM_UP_MS);
  const rounds = acts.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) acts.forEach((act, i) => rounds[i].push(cpuOf(act, ROUND_MS)));
  return rounds.map((times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]);
}

function cpuOf(act, durationMs) {
  const before = process.cpuUsage();
  const end = performance.now() + durationMs;
  let count = 0;
  do {
    for (let i = 0; i < 20; i += 1) act();
    count += 20;
  } while (performance.now() < end);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}
