import { dataDir } from '../../dev/workspace-root.mjs';
import { chooseBuilder, NoBuilderError } from '../builders/choose-builder.mjs';
import { storeGeneration } from './store-generation.mjs';

// What Nx adds to the cache key of every image: which builder, and the generation of its store.
try {
  const { builder, store } = await chooseBuilder();
  const generation = await storeGeneration(await builder.imageIds(), { dataDir, builder: builder.name, store });
  console.log(builder.name, generation);
} catch (error) {
  if (!(error instanceof NoBuilderError)) throw error;
  // The target itself says what to do.
  console.log('none');
}
