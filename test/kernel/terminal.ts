import { spawn, spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** Whether there is a `script` that lends a pseudo terminal (util-linux; the BSD one takes other options). */
export const hasTerminal =
  process.platform === 'linux' &&
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')

/** A command in a terminal of its own: what a person types, and what they see. */
export function inTerminal(command: string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const quoted = command.map(part => `'${part.replaceAll("'", `'\\''`)}'`).join(' ')
  const child = spawn(
    'script',
    ['--quiet', '--return', '--command', `stty cols 100 rows 40; exec ${quoted}`, '/dev/null'],
    {
      cwd,
      env: { ...process.env, TERM: 'xterm-256color', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  let raw = ''
  let seen = 0
  const watchers = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    raw += chunk.toString()
    for (const look of watchers) look()
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))

  return {
    type: (keys: string) => void child.stdin.write(keys),
    /** Waits until something stands after what was waited for before. */
    sees(words: RegExp, limit = 20_000): Promise<void> {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = words.exec(stripVTControlCharacters(raw.slice(seen)))
          if (!found) return
          seen = raw.length
          watchers.delete(look)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          watchers.delete(look)
          reject(new Error(`${words} was not seen within ${limit} ms in ${JSON.stringify(raw.slice(seen))}`))
        }, limit)
        watchers.add(look)
        look()
      })
    },
    /** All that came, with its control sequences. */
    raw: () => raw,
    /** The exit code. */
    ended,
    kill: () => child.kill(),
  }
}
