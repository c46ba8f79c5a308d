export type { Cell, CompileError, Import, LocalModule } from './cell.js'
export type { Completeness } from './completeness.js'
export { createConverter, type Compiled, type Completion, type Converter, type Inspection } from './converter.js'
export { keepCompiler, type Snapshot } from './compiler.js'
