const ERROR = 'bodybroker.common.v1.Error';

/** Every rpc says who may call it and where it is over HTTP; every response folds a payload and an error. */
export const rpcOptions = {
  name: 'every rpc has access and http options and answers a payload or an error',
  run: ({ image, registry, services }) =>
    image.file
      .filter((file) => services.some((name) => file.package === `bodybroker.${name.replaceAll('-', '_')}.v1`))
      .flatMap((file) => file.service.flatMap((service) => registry.getService(`${file.package}.${service.name}`)))
      .flatMap((service) =>
        service.methods.flatMap((method) => [
          ...missingOptions(registry, method).map((option) => `${service.typeName}.${method.name}: no ${option}`),
          ...(isFolded(method.output) ? [] : [`${method.output.typeName}: needs oneof result { … error = 15 }`]),
        ]),
      ),
};

function missingOptions(registry, method) {
  const set = new Set((method.proto.options?.$unknown ?? []).map(({ no }) => no));
  return ['google.api.http', 'bodybroker.options.v1.method'].filter((name) => {
    const extension = registry.getExtension(name);
    return extension === undefined || !set.has(extension.number);
  });
}

function isFolded(message) {
  const result = message.oneofs.find((oneof) => oneof.name === 'result');
  const error = result?.fields.find((field) => field.name === 'error');
  return result?.fields.length === 2 && error?.number === 15 && error.message?.typeName === ERROR;
}
