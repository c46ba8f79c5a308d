export { stepCode } from './moduleCode.js'
export { wasm, type WasmOptions } from './wasmEngine.js'
