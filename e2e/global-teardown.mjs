export default async function globalTeardown() {
  await globalThis.__stack?.stop();
}
