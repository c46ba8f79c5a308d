export { stepCode } from './moduleCode.js'
export type { Threads } from './threads.js'
export type { Sleep } from './sleep.js'
export { wasm, type WasmOptions } from './wasmEngine.js'
