// The session: a child process of the kernel that runs cells, and that may die without taking the kernel along.
import { writeAll, tell } from './channel.js'
import { installHost } from './installHost.js'
import { interruptWaits } from './interrupt.js'
import { endOfCell, type ToSession } from './messages.js'
import { asCell, output } from './output.js'
import { runCell } from './runCell.js'
import { replaceStreams } from './streams.js'
import { cellError, installTraces } from './trace.js'

installTraces()
replaceStreams()
installHost()

process.on('message', (message: ToSession) => {
  if (message.type === 'interrupt') return interruptWaits()
  void asCell(message.id, async output => {
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

// Synchronous code is stopped by breakOnSigint (interrupt.ts); this is for what waits.
process.on('SIGINT', interruptWaits)
process.on('disconnect', () => process.exit())

// What a timer or a forgotten promise throws is shown, and the session goes on.
const show = (thrown: unknown) => {
  const text = cellError(thrown).traceback.join('\n') + '\n'
  output().put({ type: 'stream', name: 'stderr', text })
}
process.on('uncaughtException', show)
process.on('unhandledRejection', show)

tell({ type: 'ready' })
