// Bundles what package.json's `exports` lead to: an import of a door then loads a few files instead of hundreds.
// Shared chunks keep one copy of what two doors share; text of functions stays as it is, for kernels of gpu.js.
import { build } from 'esbuild'
import { rmSync } from 'node:fs'

rmSync('dist/doors', { recursive: true, force: true })
await build({
  entryPoints: {
    spikelab: 'dist/sdk/index.js',
    engine: 'dist/sdk/engine/index.js',
    plot: 'dist/sdk/plot/index.js',
    quantum: 'dist/quantum/index.js',
    worker: 'dist/sdk/engine/wasm/worker.js', // of which threads are started, beside the chunk that starts them
  },
  outdir: 'dist/doors',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  external: ['node:*'],
  packages: 'external',
  target: 'es2023',
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
})
