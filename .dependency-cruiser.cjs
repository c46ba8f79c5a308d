/** Which way dependencies point (docs/architecture.md). `layers`: a folder of sdk/ may import only those after it. */
const may = {
  units: [],
  random: [],
  model: ['units'],
  network: ['model', 'units', 'random'],
  engine: ['network', 'model', 'units', 'random'],
  simulation: ['engine', 'plasticity', 'network', 'model', 'units', 'random', 'analysis'],
  neurons: ['model', 'units'],
  circuits: ['neurons', 'network', 'model', 'units'],
  coding: ['analysis', 'units'],
  data: [],
  plasticity: ['model', 'network', 'units', 'random', 'neurons'],
  analysis: ['model', 'units', 'random'],
  plot: ['analysis', 'units'],
}

const sdk = Object.entries(may).map(([folder, allowed]) => ({
  name: `sdk/${folder} depends on ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^sdk/${folder}/` },
  to: { path: '^(sdk|kernel|quantum)/', pathNot: `^sdk/(${[folder, ...allowed].join('|')})/|^sdk/[a-zA-Z]+\\.ts$` },
}))

/** The same for quantum/. It knows the SDK by its doors alone, and its top-level files (check, options, table). */
const quantumMay = {
  ising: [],
  mechanics: ['ising'],
  solvers: ['ising'],
  superposition: ['mechanics'],
  tasks: ['annealing', 'superposition', 'solvers', 'ising'],
  annealing: ['superposition', 'solvers', 'ising'],
  entanglement: ['superposition', 'mechanics', 'ising'],
  plot: ['entanglement', 'tasks', 'superposition', 'solvers', 'mechanics', 'ising'],
}

const quantum = Object.entries(quantumMay).map(([folder, allowed]) => ({
  name: `quantum/${folder} depends on ${allowed.join(', ') || 'nothing else of quantum'}`,
  severity: 'error',
  from: { path: `^quantum/${folder}/` },
  to: { path: '^quantum/', pathNot: `^quantum/(${[folder, ...allowed].join('|')})/` },
}))

module.exports = {
  forbidden: [
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'a folder has one door',
      comment: 'Import a folder of sdk/, quantum/ or kernel/ through its index.ts',
      severity: 'error',
      from: { path: '^(sdk|quantum|kernel)/([^/]+)/' },
      to: { path: '^(sdk|quantum|kernel)/[^/]+/.+', pathNot: '^$1/$2/|/index\\.ts$' },
    },
    {
      name: 'sdk and quantum know nothing of the kernel',
      severity: 'error',
      from: { path: '^(sdk|quantum)/' },
      to: { path: '^kernel/' },
    },
    {
      name: 'kernel knows nothing of sdk and quantum',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: '^(sdk|quantum)/' },
    },
    { name: 'sdk knows nothing of quantum', severity: 'error', from: { path: '^sdk/' }, to: { path: '^quantum/' } },
    {
      name: 'quantum uses the sdk through its doors',
      severity: 'error',
      from: { path: '^quantum/' },
      to: { path: '^sdk/', pathNot: '^sdk/[a-zA-Z]+\\.ts$|^sdk/(engine|plot|plot/parts|random|units)/index\\.ts$' },
    },
    {
      name: 'sdk and quantum load no Node module at their top level',
      severity: 'error',
      from: { path: '^(sdk|quantum)/' },
      to: { dependencyTypes: ['core'], dynamic: false },
    },
    {
      name: 'sdk and quantum load libraries of figures, tables, assemblers and kernels on first use',
      severity: 'error',
      from: { path: '^(sdk|quantum)/' },
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
    ...quantum,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
