import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Contender } from './measure.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const peers = process.env.SPIKELAB_PEERS ?? here('../../../shared/peers')

/** A Python that has a package: that of SPIKELAB_BRIAN2, SPIKELAB_ANNEALERS or SPIKELAB_PYTHON; undefined if none has it. */
function pythonWith(name: string): string | undefined {
  const { SPIKELAB_BRIAN2, SPIKELAB_ANNEALERS, SPIKELAB_PYTHON } = process.env
  return [SPIKELAB_BRIAN2, SPIKELAB_ANNEALERS, SPIKELAB_PYTHON].find(python => {
    if (!python) return false
    try {
      execFileSync(python, ['-c', `import ${name}`], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/**
 * Brian2 in C++ standalone mode, in double and in single precision; none where no Python has Brian2, or where the scripts
 * are not found. The seconds are those that Brian2 itself states, of the simulation alone.
 *
 * @param script in ../shared/peers, or, with a path, of this folder
 * @param options of the script, such as `--N 4000`
 */
export function brian2(script: string, units: number, options: readonly string[], reps = 4): Contender[] {
  const path = script.includes('/') ? here(script) : `${peers}/${script}`
  const python = existsSync(path) && existsSync(`${peers}/_common.py`) ? pythonWith('brian2') : undefined
  if (!python) return []
  return ([64, 32] as const).map(bits => ({
    name: `Brian2 C++, ${bits === 64 ? 'double' : 'single'}`,
    ...answering(
      python,
      [here('brian/alternately.py'), path, '--mode', 'cpp', '--prec', `${bits}`, '--reps', `${reps}`, ...options],
      units,
    ),
  }))
}

/** NetworkX; none where no Python has it. */
export function networkx(units: number): Contender[] {
  const python = pythonWith('networkx')
  return python ? [{ name: 'NetworkX', ...answering(python, [here('brian/wattsStrogatz.py')], units) }] : []
}

/** dwave-samplers' annealing and OpenJij's path integral on a random graph; those that a Python has. */
export function annealers(n: number, degree: number, slices: number, sweeps: number): Contender[] {
  const contender = (name: string, packageName: string, program: string, units: number) => {
    const python = pythonWith(packageName)
    const args = [here('annealers/spins.py'), program, ...[n, degree, slices, sweeps].map(String)]
    return python ? [{ name, ...answering(python, args, units) }] : []
  }
  return [
    ...contender('dwave-samplers, annealing', 'dwave.samplers', 'dwave', n * sweeps),
    ...contender('OpenJij, path integral', 'openjij', 'openjij', n * slices * sweeps),
  ]
}

/** A process that does its work once for every line it gets, and answers with the seconds it took. */
function answering(python: string, args: readonly string[], units: number): Omit<Contender, 'name'> {
  let child: ChildProcess | undefined
  let lines: AsyncIterator<string> | undefined
  return {
    async work() {
      child ??= spawn(python, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, PEERS: peers } })
      lines ??= createInterface(child.stdout!)[Symbol.asyncIterator]()
      child.stdin!.write('\n')
      for (;;) {
        const { value, done } = (await lines.next()) as IteratorResult<string, undefined>
        if (done) throw new Error(`${args.join(' ')} ended without an answer`)
        if (!value.startsWith('{"seconds"')) continue
        return { units, seconds: (JSON.parse(value) as { seconds: number }).seconds }
      }
    },
    close() {
      child?.stdin!.end()
      child?.kill()
    },
  }
}
