import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where a program keeps what belongs to its user: `data` to stay, `cache` to be made again when it is lost. The folders
 * of the XDG base directories, of macOS and of Windows.
 */
export function userFolder(kind: 'data' | 'cache', platform = process.platform, env = process.env): string {
  const home = env.HOME ?? homedir()
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'spikelab', kind)
  if (platform === 'darwin')
    return join(home, 'Library', kind === 'data' ? 'Application Support' : 'Caches', 'spikelab')
  if (kind === 'data') return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'spikelab')
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'spikelab')
}
