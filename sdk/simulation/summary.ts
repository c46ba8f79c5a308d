import { livingIn, type Description, type InputDescription, type ProjectionDescription } from '../network/index.js'
import { table } from '../table.js'
import { bytesText } from './bytesText.js'
import type { Recorder } from './recording/index.js'

type Table = ReturnType<typeof table>
type Bundle = Record<string, string>

/** What a network is made of, as tables; displays itself. Made by `net.summary()`. */
export class NetworkSummary {
  /** `name`, `neurons`, `model`, `variables`. */
  readonly populations: Table
  /** `projection`, `synapses`, `perNeuron` (synapses a source), `receptor` (the variable), `delay` (ms, the mean). */
  readonly projections: Table
  /** `input`, `to`. */
  readonly inputs: Table
  /** `recording`, `memory` (kB). */
  readonly recordings: Table
  /** One line: sizes, seed, step, time, engine. */
  readonly headline: string

  /** @internal */
  constructor(
    { populations, projections, inputs, seed, dt }: Description,
    now: { time: number; recorders: readonly Recorder[]; engine: string; bytes?: number },
  ) {
    this.populations = table({
      name: populations.map(({ name }) => name),
      neurons: Uint32Array.from(populations, population => livingIn(population)),
      model: populations.map(({ model, source }) => (source ? `${source.kind} source` : model.name || 'equations')),
      variables: populations.map(({ model }) => model.equations.map(({ variable }) => variable).join(', ')),
    })
    this.projections = table(
      {
        projection: projections.map(({ pre, post }) => `${pre} -> ${post}`),
        synapses: Uint32Array.from(projections, ({ targets }) => targets.length),
        perNeuron: projections.map(({ targets, offsets }) => targets.length / Math.max(1, offsets.length - 1)),
        receptor: projections.map(({ variable }) => variable),
        delay: projections.map(({ delays }) => dt * (typeof delays === 'number' ? delays : mean(delays))),
      },
      { units: { delay: 'ms' } },
    )
    this.inputs = table({ input: inputs.map(nameOf), to: inputs.map(placeOf) })
    const { time, recorders, engine, bytes } = now
    this.recordings = table(
      {
        recording: recorders.map(({ label }) => label),
        memory: recorders.map(recorder => recorder.bytes / 1000),
      },
      { units: { memory: 'kB' } },
    )
    const held = recorders.reduce((sum, recorder) => sum + recorder.bytes, 0)
    const synapses = projections.reduce((sum, { targets }) => sum + targets.length, 0)
    const memory = [
      ['description', projections.reduce((sum, projection) => sum + synapseBytes(projection), 0)] as const,
      ['recordings', held] as const,
      ...(bytes === undefined ? [] : [['engine', bytes] as const]),
    ]
    this.headline =
      `${plural(
        populations.reduce((sum, population) => sum + livingIn(population), 0),
        'neuron',
      )}, ${plural(synapses, 'synapse')}; ` +
      `seed ${seed}, dt ${dt} ms, time ${time.toLocaleString('en')} ms; engine ${engine}; ` +
      `memory: ${memory.map(([name, amount]) => `${name} ${bytesText(amount)}`).join(', ')}`
  }

  /** What a notebook shows. */
  [Symbol.for('Jupyter.display')](): Bundle {
    const parts = this.parts().map(([title, one]) => {
      const shown = (one as unknown as Record<symbol, () => Bundle>)[Symbol.for('Jupyter.display')]()
      return { title, html: shown['text/html'], text: shown['text/plain'] }
    })
    const html = parts.map(
      ({ title, html }) => `<div style="padding:8px 12px 2px;font-weight:600">${title}</div>\n${html}`,
    )
    return {
      'text/html': [`<div style="padding:4px 12px">${this.headline}</div>`, ...html].join('\n'),
      'text/plain': this.toString(),
    }
  }

  /** As text, for a terminal: `console.log(String(net.summary()))`. */
  toString(): string {
    const text = ([title, one]: readonly [string, Table]) =>
      `${title}\n${(one as unknown as Record<symbol, () => Bundle>)[Symbol.for('Jupyter.display')]()['text/plain']}`
    return [this.headline, ...this.parts().map(text)].join('\n\n')
  }

  private parts(): (readonly [string, Table])[] {
    const all = [
      ['populations', this.populations],
      ['projections', this.projections],
      ['inputs', this.inputs],
      ['recordings', this.recordings],
    ] as const
    return all.filter(([, one]) => one.numRows() > 0)
  }
}

function nameOf(input: InputDescription): string {
  if (input.kind === 'poisson')
    return `Poisson${typeof input.rate === 'number' ? `, ${input.rate} Hz` : ''}, weight ${input.weight}`
  if (input.kind === 'spike times') return `${plural(input.steps.length, 'spike')}, weight ${input.weight}`
  const { value } = input
  return value.form === 'constant' ? `current of ${value.value}` : `current, ${value.form}`
}

const placeOf = ({ population, from, to }: InputDescription) => `${population}[${from}:${to}]`

const mean = (values: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return values.length ? sum / values.length : 0
}

function synapseBytes({ offsets, targets, weights, delays }: ProjectionDescription): number {
  const bytes = (column: number | Float64Array | Uint16Array) => (typeof column === 'number' ? 8 : column.byteLength)
  return offsets.byteLength + targets.byteLength + bytes(weights) + bytes(delays)
}

const plural = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
