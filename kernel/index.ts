export { clear, display, update } from './display.js'
export type { JupyterHost, MimeBundle } from './host.js'
