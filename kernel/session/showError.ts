import { output } from './output.js'
import { cellError } from './cellError.js'

/** Shows what was thrown where nobody could catch it, on stderr of the cell that it came from. */
export function showError(thrown: unknown): void {
  const text = cellError(thrown).traceback.join('\n') + '\n'
  output().put({ type: 'stream', name: 'stderr', text })
}
