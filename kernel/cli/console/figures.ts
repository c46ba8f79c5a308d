import { spawn } from 'node:child_process'
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawn, type Graphics } from './graphics.js'
import type { Picture } from './picture.js'

interface FigureOptions {
  graphics: Graphics
  /** Where files go; a folder of its own in the folder for temporary files, unless told. */
  folder?: string
  /** Whether a file is shown by the program that the system has for it. */
  open: boolean
}

/** Shows pictures: in the terminal, where it can, else as files. */
export function openFigures({ graphics, folder, open }: FigureOptions) {
  const names = new Map<string, string>()
  let count = 0
  let made: string | undefined

  function place(): string {
    if (made) return made
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    return (made = folder ?? mkdtempSync(join(tmpdir(), 'spikelab-console-')))
  }

  return {
    /**
     * The text that shows a picture: what draws it, or the path of its file.
     *
     * @param id of a display that may be updated: its file is written anew
     */
    show(picture: Picture, id?: string): { text: string; isDrawn: boolean } {
      const inTerminal = drawn(picture, graphics)
      if (inTerminal) return { text: inTerminal, isDrawn: true }
      const known = id === undefined ? undefined : names.get(id)
      const path = known ?? join(place(), `figure-${++count}.${picture.extension}`)
      if (id !== undefined) names.set(id, path)
      writeFileSync(path, picture.bytes)
      if (open && !known) view(path)
      return { text: path, isDrawn: false }
    },
  }
}

/** Shows a file by the program that the system has for it; where there is no screen, nothing happens. */
function view(path: string): void {
  const { platform, env } = process
  const [program, ...args] =
    platform === 'darwin'
      ? ['open', path]
      : platform === 'win32'
        ? ['cmd', '/c', 'start', '', path]
        : env.DISPLAY || env.WAYLAND_DISPLAY
          ? ['xdg-open', path]
          : []
  if (!program) return
  const viewer = spawn(program, args, { stdio: 'ignore', detached: true })
  viewer.on('error', () => undefined) // the path is printed anyway
  viewer.unref()
}
