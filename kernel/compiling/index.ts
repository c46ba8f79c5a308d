export { startCompiler, type Compiler } from './compiler.js'
