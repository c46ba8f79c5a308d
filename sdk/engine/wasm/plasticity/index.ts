export { refusalOf } from './refusal.js'
export { learningRules, type WasmLearning } from './wasmLearning.js'
