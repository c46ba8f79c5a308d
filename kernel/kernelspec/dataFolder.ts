import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where to install: for the present user, or below a prefix such as a Python environment. */
export interface Place {
  prefix?: string
}

/**
 * The folder of kernelspecs that Jupyter looks into (jupyter_core, "Data files"): of the user, which differs by
 * platform, or `PREFIX/share/jupyter/kernels`.
 */
export function kernelsFolder({ prefix }: Place, platform = process.platform, env = process.env): string {
  if (prefix !== undefined) return resolve(prefix, 'share', 'jupyter', 'kernels')
  return join(userData(platform, env), 'kernels')
}

function userData(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR
  const home = env.HOME ?? homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter')
  if (platform === 'win32') return env.APPDATA ? join(env.APPDATA, 'jupyter') : join(home, '.jupyter', 'data')
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'jupyter')
}
