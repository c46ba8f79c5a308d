import type { Ambient } from './ambient.js'

/** Modules that cells declare and nobody installed, by name: a later declaration of the same name replaces an earlier. */
export function ambientModules() {
  let accepted = new Map<string, string>()
  let offered = accepted
  return {
    text: () => [...offered.values()].join('\n'),
    /**
     * Adds the modules of a cell that is to be compiled, in the place of those of the cell before.
     *
     * @returns whether anything has changed, and `accept` to keep them for later cells
     */
    offer(added: readonly Ambient[]): { changed: boolean; accept: () => void } {
      const before = this.text()
      const ours = new Map<string, string>()
      for (const { module, text } of added)
        if (module !== undefined) ours.set(module, [ours.get(module), text].filter(Boolean).join('\n'))
      const now = new Map([...accepted, ...ours])
      offered = now
      return { changed: this.text() !== before, accept: () => void (accepted = now) }
    },
    reset() {
      accepted = new Map()
    },
  }
}
