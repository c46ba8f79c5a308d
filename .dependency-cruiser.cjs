/** Which way dependencies point (docs/architecture.md). `layers`: a folder of sdk/ may import only those after it. */
const may = {
  units: [],
  random: [],
  model: ['units'],
  network: ['model', 'units', 'random'],
  engine: ['network', 'model', 'units', 'random'],
  simulation: ['engine', 'network', 'model', 'units', 'random', 'analysis'],
  neurons: ['model', 'units'],
  circuits: ['neurons', 'network', 'model', 'units'],
  coding: ['analysis', 'units'],
  data: [],
  analysis: ['model', 'units', 'random'],
  plot: ['analysis', 'units'],
}

const sdk = Object.entries(may).map(([folder, allowed]) => ({
  name: `sdk/${folder} depends on ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^sdk/${folder}/` },
  to: { path: '^(sdk|kernel|quantum)/', pathNot: `^sdk/(${[folder, ...allowed].join('|')})/|^sdk/[a-zA-Z]+\\.ts$` },
}))

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'a folder has one door',
      comment: 'Import a folder of sdk/ or kernel/ through its index.ts',
      severity: 'error',
      from: { path: '^(sdk|kernel)/([^/]+)/' },
      to: { path: '^(sdk|kernel)/[^/]+/.+', pathNot: '^$1/$2/|/index\\.ts$' },
    },
    { name: 'sdk knows nothing of the kernel', severity: 'error', from: { path: '^sdk/' }, to: { path: '^kernel/' } },
    { name: 'kernel knows nothing of the sdk', severity: 'error', from: { path: '^kernel/' }, to: { path: '^sdk/' } },
    {
      name: 'sdk loads no Node module at its top level',
      severity: 'error',
      from: { path: '^sdk/' },
      to: { dependencyTypes: ['core'], dynamic: false },
    },
    {
      name: 'sdk loads libraries of figures, tables, assemblers and kernels on first use',
      severity: 'error',
      from: { path: '^sdk/' },
      to: {
        path: 'node_modules/(arquero|@observablehq|vega|linkedom|@resvg|gpu\\.js|wabt)',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'spikelab/kernel loads neither sockets nor compiler',
      severity: 'error',
      from: { path: '^kernel/([^/]+\\.ts$|widgets/)' },
      to: { path: 'node_modules|^kernel/(?!widgets/)[^/]+/', dependencyTypesNot: ['type-only'] },
    },
    ...sdk,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
