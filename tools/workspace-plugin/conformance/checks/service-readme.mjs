const HEADINGS = ['Owns', 'RPCs', 'Events in/out', 'State keys', 'Config', 'Run it alone'];

/** A service's README answers the same questions everywhere. */
export const serviceReadme = {
  name: 'every service README has the same headings',
  run: ({ services, has, read }) =>
    services.flatMap((name) => {
      const path = `apps/${name}/README.md`;
      if (!has(path)) return [`${path} is missing`];
      const found = [...read(path).matchAll(/^## (.+)$/gm)].map((match) => match[1].trim());
      return HEADINGS.filter((heading) => !found.includes(heading)).map((heading) => `${path}: no "## ${heading}"`);
    }),
};
