import type { Engine } from '../../sdk/engine/index.js'
import { gpu, reference, wasm } from '../../sdk/engine/index.js'

/** Every engine and back end: the same tests run on each. WebGPU is among them where the package is installed. */
export const engines: readonly { name: string; engine: Engine; precision: 'single' | 'double' }[] = [
  { name: 'reference', engine: reference, precision: 'double' },
  { name: 'wasm (double)', engine: wasm({ precision: 'double' }), precision: 'double' },
  { name: 'wasm (single)', engine: wasm(), precision: 'single' },
  { name: 'gpu (cpu)', engine: gpu({ backend: 'cpu' }), precision: 'single' },
  { name: 'gpu (webasm)', engine: gpu({ backend: 'webasm' }), precision: 'single' },
  ...(process.env.SPIKELAB_WEBGPU
    ? [{ name: 'gpu (webgpu)', engine: gpu({ backend: 'webgpu' }), precision: 'single' as const }]
    : []),
  // Takes as long again: only where SPIKELAB_THREADS asks for it, as CI does with 2,3.
  ...(process.env.SPIKELAB_THREADS?.split(',') ?? []).map(threads => ({
    name: `wasm (${threads} threads)`,
    engine: wasm({ threads: Number(threads) }),
    precision: 'single' as const,
  })),
]

/** Runs `body` without what engines say on the console. */
export async function quietly<T>(body: () => Promise<T>): Promise<T> {
  const info = console.info
  console.info = () => {}
  try {
    return await body()
  } finally {
    console.info = info
  }
}
