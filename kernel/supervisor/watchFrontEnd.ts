/** How often to look, in ms. */
const every = 1000

/**
 * Calls `gone` when whoever started the kernel is there no more: its parent, and the front end that names itself in
 * JPY_PARENT_PID, for there may be another process between.
 *
 * @returns a function that ends the watch
 */
export function watchFrontEnd(gone: () => void): () => void {
  const parent = process.ppid
  const named = Number(process.env.JPY_PARENT_PID)
  // On Windows it is a handle; and a process in another container cannot be seen from here.
  const frontEnd = process.platform !== 'win32' && named > 1 && isAlive(named) ? named : parent
  const timer = setInterval(() => {
    if (process.ppid !== parent || !isAlive(frontEnd) || !isAlive(parent)) gone()
  }, every)
  return () => clearInterval(timer)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // alive, but another's
  }
}
