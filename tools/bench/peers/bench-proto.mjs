import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

// google/api/annotations.proto, as shipped by protobufjs.
const googleProtos = dirname(fileURLToPath(import.meta.resolve('protobufjs/package.json')));

/** The contract of the benchmark as gRPC takes it: the very proto file that the gateway's service has. @param {string} protoDir */
export function loadBenchService(protoDir) {
  const definition = protoLoader.loadSync('bodybroker/testing/v1/bench.proto', {
    includeDirs: [protoDir, googleProtos],
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  return grpc.loadPackageDefinition(definition).bodybroker.testing.v1.BenchService;
}
