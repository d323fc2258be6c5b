const TOPOLOGY = 'tools/streams/src/topology.ts';

/** A durable that a service consumes is declared where streams are, since services create none. */
export const subscribersDeclared = {
  name: 'every durable consumer is declared in the topology',
  run: ({ services, files, read, has }) => {
    if (!has(TOPOLOGY)) return [`${TOPOLOGY} is missing`];
    const topology = read(TOPOLOGY);
    return services.flatMap((name) =>
      files(`apps/${name}/src/subscribers`, /(?<!\.spec)\.ts$/).flatMap((path) =>
        [...read(path).matchAll(/durable: '([^']+)'/g)].flatMap(([, durable]) => [
          ...(topology.includes(`'${durable}'`) ? [] : [`${path}: durable ${durable} is not in ${TOPOLOGY}`]),
          ...(durable.startsWith(`${name}-`) ? [] : [`${path}: durable ${durable} should begin with ${name}-`]),
        ]),
      ),
    );
  },
};
