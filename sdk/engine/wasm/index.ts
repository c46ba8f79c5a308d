export { wasm, type WasmOptions } from './wasmEngine.js'
