/** Words for the text of {@link wasmKernels}: operations on vectors, and Philox in them. */
export {
  bits,
  constant,
  lanes,
  op,
  select,
  set,
  vectorFunction,
  type Lanes,
  type Operand,
  type Precision,
} from '../wasm/math/lanes.js'
export { shuffle32 } from '../wasm/math/shuffle.js'
export { philoxBlocks, philoxLocals } from '../wasm/philoxCode.js'
