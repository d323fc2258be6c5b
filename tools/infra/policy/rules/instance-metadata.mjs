import { nestedBlocks, resourcesOf } from '../blocks.mjs';

/** @type {import('../rule.mjs').Rule} */
export const instanceMetadata = {
  name: 'instance-metadata',
  about: 'instances answer for their metadata by IMDSv2 only, and nobody logs in by SSH',
  find: (configuration) => [
    ...['aws_launch_template', 'aws_instance'].flatMap((type) =>
      resourcesOf(configuration, type).flatMap(({ address, body }) => {
        const [options] = nestedBlocks(body, 'metadata_options');
        return [
          ...(options?.http_tokens === 'required' ? [] : [`${address}: http_tokens must be required`]),
          ...(options?.http_put_response_hop_limit === 1 ? [] : [`${address}: http_put_response_hop_limit must be 1`]),
          ...(body.key_name === undefined ? [] : [`${address}: key_name: Session Manager takes the place of SSH`]),
        ];
      }),
    ),
    ...resourcesOf(configuration, 'aws_key_pair').map(
      ({ address }) => `${address}: Session Manager takes the place of SSH`,
    ),
  ],
};
