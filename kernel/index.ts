export { clear, display, page, update } from './display.js'
export type { Comm, CommMessage, CommOptions, JupyterHost, MimeBundle } from './host.js'
export { input, password } from './input.js'
export * from './widgets/index.js'
