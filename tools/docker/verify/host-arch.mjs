/** The processor images can be run on here, as Docker names it, and the one they can only be built for. */
export const [HOST_ARCH, OTHER_ARCH] = process.arch === 'arm64' ? ['arm64', 'amd64'] : ['amd64', 'arm64'];
