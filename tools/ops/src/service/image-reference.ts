import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { Aws } from '../aws/open-aws.js';

/** An image in ECR. */
export interface ImageRepository {
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  /** Without tag and digest. */
  readonly uri: string;
}

const ECR_IMAGE =
  /^((\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+))(?::[^@]+)?(?:@sha256:[0-9a-f]{64})?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** @throws Error when it is no image in ECR */
export function repositoryOf(image = ''): ImageRepository {
  const match = ECR_IMAGE.exec(image);
  const [, uri, registryId, region, repositoryName] = match ?? [];
  if (!uri || !registryId || !region || !repositoryName) throw new Error(`${image} is not an image in ECR`);
  return { registryId, region, repositoryName, uri };
}

/**
 * The digest of a tag or digest that is in the repository: a tag could move, what runs must not.
 * @throws Error when there is no such image
 */
export async function resolveDigest(aws: Aws, repository: ImageRepository, reference: string): Promise<string> {
  const { registryId, repositoryName, region } = repository;
  const imageIds = [DIGEST.test(reference) ? { imageDigest: reference } : { imageTag: reference }];
  const command = new DescribeImagesCommand({ registryId, repositoryName, imageIds });
  const { imageDetails = [] } = await aws
    .ecr(region)
    .send(command)
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === 'ImageNotFoundException') return { imageDetails: [] };
      throw error;
    });
  const digest = imageDetails[0]?.imageDigest;
  if (digest === undefined) throw new Error(`${repositoryName} has no image ${reference}`);
  return digest;
}
