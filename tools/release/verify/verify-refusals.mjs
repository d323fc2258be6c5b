import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseRuns } from './release-runs.mjs';

/** A release that should not be is refused with a word that helps. @param {import('./stage.mjs').Stage} stage */
export async function verifyRefusals({ list, clone, registry }) {
  const { refused, git } = releaseRuns(clone, registry);
  const at = ['--registry', registry.url];

  await list.check('refused: a release before the first one', () => refused(at, /give --first-release/));
  await list.check('refused: no registry is named', () =>
    refused(['--first-release'], /npm config set @bodybroker:registry URL/),
  );
  await list.check('refused: an option nobody knows', () => refused(['--frist-release'], /Unknown option/));
  await list.check('refused: uncommitted changes', async () => {
    const file = join(clone.dir, 'left-behind.txt');
    await writeFile(file, '');
    await refused(['--first-release', ...at], /uncommitted change[\s\S]*left-behind\.txt/);
    await rm(file);
  });
  await list.check('refused: another branch', async () => {
    await git(['checkout', '--quiet', '-b', 'feature']);
    await refused(['--first-release', ...at], /made from main, and this is feature/);
    await git(['checkout', '--quiet', 'main']);
  });
}
