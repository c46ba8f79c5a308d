import { styleText } from 'node:util'
import { parse, type Command } from '../command.js'
import { hasColour } from '../hasColour.js'
import type { Finding } from './finding.js'
import { jupyter, kernelspecs, vsCode } from './frontEnds.js'
import { folders, installation, kernelRuns, libraries, node, notebooksHere } from './installation.js'

const help = `Usage: spikelab doctor

Says what is found: Node, this installation, the kernel, its kernelspecs, JupyterLab, VS Code; and what to do about
what is not. The exit code is 1 if something is at fault; what is only missing may stay so.
`

const signs = { good: '✓', missing: '–', fault: '✗' }
const colours = { good: 'green', missing: 'yellow', fault: 'red' } as const

/** `spikelab doctor`: what is found, and what to do about it. */
export const doctor: Command = {
  help,
  async run(args) {
    parse('doctor', { args, options: {} })
    const colour = hasColour(process.stdout)
    let faults = 0
    const say = ({ state, what, remedy }: Finding) => {
      if (state === 'fault') faults++
      console.log(`${colour ? styleText(colours[state], signs[state]) : signs[state]} ${what}`)
      if (remedy) console.log(`    ${remedy}`)
    }
    say(node())
    say(installation())
    for (const finding of await libraries()) say(finding)
    say(await kernelRuns())
    say(await folders())
    for (const check of [kernelspecs, jupyter, vsCode]) for (const finding of await check()) say(finding)
    say(notebooksHere())
    return faults ? 1 : 0
  },
}
