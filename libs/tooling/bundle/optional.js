/**
 * A package that another one asks for where it is there (`import()`), and that is not installed, stays an import: it
 * fails where and when it is asked for, as without a bundle.
 * @type {import('esbuild').Plugin}
 */
export const optional = {
  name: 'optional',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === optional) return undefined;
      const { errors } = await build.resolve(path, { kind, importer, resolveDir, pluginData: optional });
      return errors.length === 0 ? undefined : { path, external: true };
    });
  },
};
