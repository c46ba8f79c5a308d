// The session: a child process of the kernel that runs cells, and that may die without taking the kernel along.
import { writeAll, tell } from './channel.js'
import { cellError } from './cellError.js'
import { heard } from './comms.js'
import { answer } from './input.js'
import { installHost } from './installHost.js'
import { interruptWaits } from './interrupt.js'
import { endOfCell, type ToSession } from './messages.js'
import { asCell } from './output.js'
import { installPlainPromises } from './plainPromises.js'
import { runCell } from './runCell.js'
import { replaceStreams } from './streams.js'
import { showError } from './showError.js'
import { installTraces } from './trace.js'
import { endWithChildren, startWatchdog } from './watchdog.js'

installTraces()
installPlainPromises()
replaceStreams()
installHost()

process.on('message', (message: ToSession) => {
  // Each by itself, so that what waits again after the first is there for the second.
  if (message.type === 'interrupt') return void setImmediate(interrupt, message.key)
  if (message.type === 'answer') return answer(message)
  if (message.type === 'comm') return void heard(message.event).then(() => tell({ type: 'handled', key: message.key }))
  void asCell(message.id, message.allowStdin, async output => {
    let error
    try {
      await runCell(message, output)
    } catch (thrown) {
      await output.settled()
      error = cellError(thrown)
    }
    for (const fd of [1, 2]) writeAll(fd, Buffer.from(endOfCell(message.id)))
    tell({ type: 'done', cell: message.id, error })
  })
})

function interrupt(key: number): void {
  interruptWaits()
  tell({ type: 'interrupted', key })
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGINT') // child processes that were waited for
}

// It stops synchronous code alone, by breakOnSigint (interrupt.ts); what waits is stopped by a message.
process.on('SIGINT', () => undefined)
process.on('disconnect', endWithChildren)

// What a timer or a forgotten promise throws is shown, and the session goes on.
process.on('uncaughtException', showError)
process.on('unhandledRejection', showError)

tell({ type: 'ready' })
// Now, while the first cell is still being compiled: it may be one that never ends.
startWatchdog(Number(process.argv[2]))
