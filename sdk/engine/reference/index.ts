export { reference } from './referenceEngine.js'
