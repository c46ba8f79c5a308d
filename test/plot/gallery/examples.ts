import { figures } from '../../../quantum/index.js'
import { latency } from '../../../sdk/coding/index.js'
import * as plot from '../../../sdk/plot/index.js'
import {
  actual,
  after,
  before,
  climbing,
  crowd,
  excitatory,
  excitatoryRuns,
  fast,
  fitzHughNagumo,
  groups,
  hubs,
  inhibitory,
  inhibitoryRuns,
  pairs,
  predicted,
  projection,
  randomGraph,
  regular,
  rested,
  rhythm,
  runs,
  seven,
  slow,
  spikes,
  synapses,
  test,
  train,
  trajectory,
  u,
  v,
  waves,
  weights,
  worlds,
} from './data.js'
import * as quantum from './quantumData.js'

/** Name of a figure's files. */
export const fileOf = ({ name }: Pick<Example, 'name'>): string => name.replaceAll(' ', '-')

/** A figure of the gallery; the tests compare it with the one that is kept. */
export interface Example {
  /** Its heading, the name of the test and, with hyphens, of its files. */
  readonly name: string
  readonly section: string
  /** What it is for, in a sentence. */
  readonly caption: string
  /** Its call, shown in the gallery as it stands here. */
  readonly draw: () => plot.Figure | Promise<plot.Figure>
}

const digit = { pixels: seven, width: 28, height: 28, caption: 'a seven' }

export const examples: readonly Example[] = [
  {
    name: 'raster and rate',
    section: 'Spikes',
    caption: 'The raster, coloured and grouped by population, with the rates below on the same time.',
    draw: () => plot.rasterAndRate([excitatory, inhibitory], { bin: 5, title: 'Gamma comes and goes' }),
  },
  {
    name: 'raster',
    section: 'Spikes',
    caption: 'A stroke for each spike, a row for each neuron.',
    draw: () => plot.raster(waves),
  },
  {
    name: 'raster of a crowd',
    section: 'Spikes',
    caption: 'Where spikes would lie on each other they are counted, pixel by pixel: a million take a moment.',
    draw: () => plot.raster(crowd),
  },
  {
    name: 'linked raster',
    section: 'Spikes',
    caption:
      'Interactive: a window drawn over the raster leaves its neurons to the rate below, its time to the rates beside.',
    draw: () => plot.linkedRaster([excitatory, inhibitory], { bin: 5, title: 'Draw a window' }),
  },
  {
    name: 'rate',
    section: 'Spikes',
    caption: 'The rate of populations over time.',
    draw: () => plot.rate([excitatory, inhibitory], { bin: 5 }),
  },
  {
    name: 'rate band',
    section: 'Spikes',
    caption: 'The rate of each population over several seeds: the mean, and one standard deviation around it.',
    draw: () => plot.rateBand({ excitatory: excitatoryRuns, inhibitory: inhibitoryRuns }, { bin: 20 }),
  },
  {
    name: 'intervals',
    section: 'Spikes',
    caption: 'How long neurons wait between spikes, with their mean coefficient of variation.',
    draw: () => plot.intervals(rested),
  },
  {
    name: 'correlation matrix',
    section: 'Spikes',
    caption: 'How the spike counts of every two neurons go together.',
    draw: () => plot.correlationMatrix(groups, { bin: 20, title: 'Four groups' }),
  },
  {
    name: 'trace',
    section: 'Neurons',
    caption: 'State variables over time, with the spikes above and the threshold.',
    draw: () => plot.trace([v, u], { spikes, threshold: 30, title: 'One regular spiking neuron' }),
  },
  {
    name: 'f-I curve',
    section: 'Neurons',
    caption: 'Firing rate against input current, with a band of one standard deviation over seeds.',
    draw: () => plot.fiCurve({ regular, fast }, { unit: 'pA' }),
  },
  {
    name: 'sweep',
    section: 'Neurons',
    caption:
      'Interactive: what came out of each run of a sweep, the mean over its seeds, and a slider for each further parameter.',
    draw: () => plot.sweep(runs, { units: { current: 'pA', rate: 'Hz' }, title: 'A leaky neuron' }),
  },
  {
    name: 'phase plane',
    section: 'Neurons',
    caption: 'Nullclines, fixed points, the direction of the flow, and the way that a neuron takes.',
    draw: () => plot.phasePlane(fitzHughNagumo, { x: [-2.5, 2.5], y: [-1, 2], trajectory }),
  },
  {
    name: 'power spectrum',
    section: 'Rhythms',
    caption: 'How strong each rhythm is; the strongest is marked.',
    draw: () => plot.powerSpectrum({ gamma: rhythm, theta: slow }, { to: 150 }),
  },
  {
    name: 'spectrogram',
    section: 'Rhythms',
    caption: 'How rhythms come and go.',
    draw: () => plot.spectrogram(climbing, { to: 150, unit: 'Hz', title: 'A rhythm that climbs' }),
  },
  {
    name: 'weight distribution',
    section: 'Plasticity',
    caption: 'How many synapses have which weight; here before and after learning, in the same bins.',
    draw: () => plot.weightDistribution({ before, after }, { unit: 'mV', bins: 40 }),
  },
  {
    name: 'weight matrix',
    section: 'Plasticity',
    caption: 'The weight of every synapse.',
    draw: () => plot.weightMatrix(synapses, { unit: 'mV', title: 'A small world of sixty' }),
  },
  {
    name: 'weight evolution',
    section: 'Plasticity',
    caption:
      'Interactive: a curve for each synapse; those that end in the range drawn over the distribution stand out.',
    draw: () => plot.weightEvolution(weights, { title: 'Learning parts the weights' }),
  },
  {
    name: 'histogram',
    section: 'Plasticity',
    caption: 'Interactive: any numbers in bins, which the pointer reads out.',
    draw: () => plot.histogram(after, { label: 'weight', unit: 'mV', bins: 40 }),
  },
  {
    name: 'STDP window',
    section: 'Plasticity',
    caption: 'How much a weight changes against the time from the presynaptic to the postsynaptic spike.',
    draw: () => plot.stdpWindow({ aPlus: 0.01, aMinus: 0.0105, tauPlus: 20, tauMinus: 20 }),
  },
  {
    name: 'STDP window with pairs',
    section: 'Plasticity',
    caption: 'Any function of the lag, with pairs that were measured.',
    draw: () =>
      plot.stdpWindow(lag => (lag > 0 ? 80 * Math.exp(-lag / 17) : -40 * Math.exp(lag / 34)), { pairs, unit: '%' }),
  },
  {
    name: 'degree distribution',
    section: 'Networks',
    caption: 'The share of the neurons that have each number of connections.',
    draw: () => plot.degreeDistribution(randomGraph),
  },
  {
    name: 'degree distribution on logarithmic axes',
    section: 'Networks',
    caption: 'On logarithmic axes the power law of a scale-free graph is a straight line.',
    draw: () => plot.degreeDistribution({ random: randomGraph, 'scale-free': hubs }, { scale: 'log' }),
  },
  {
    name: 'small world',
    section: 'Networks',
    caption:
      'Where the path is nearly as short as at random and the clustering still far above it lies the small world.',
    draw: async () => plot.smallWorld(await worlds()),
  },
  {
    name: 'topology',
    section: 'Networks',
    caption: 'Interactive: who is connected to whom; the neuron pointed at shows what it sends and what it receives.',
    draw: () => plot.topology(projection),
  },
  {
    name: 'topology by springs',
    section: 'Networks',
    caption: 'Springs along the synapses lay the same graph out by who belongs together.',
    draw: () => plot.topology(projection, { layout: 'force', title: 'The same, by springs' }),
  },
  {
    name: 'image and spikes',
    section: 'Learning',
    caption: 'A picture beside the spikes that it became.',
    draw: () => plot.imageAndSpikes(digit, latency().encode(seven), { title: 'The brighter, the earlier' }),
  },
  {
    name: 'learning curve',
    section: 'Learning',
    caption: 'Training and test over the epochs: the mean over seeds and one standard deviation around it.',
    draw: () => plot.learningCurve({ train, test }, { label: 'accuracy', unit: '%' }),
  },
  {
    name: 'confusion matrix',
    section: 'Learning',
    caption: 'What was taken for what. Colours are shares of a row, numbers are counts.',
    draw: () => plot.confusionMatrix({ actual, predicted }),
  },
  {
    name: 'amplitudes of a weight',
    section: 'Quantum-inspired',
    caption: 'The probabilities of the levels of a weight as it learns, its mean, and one standard deviation.',
    draw: () => figures.amplitudes(quantum.history, { title: 'A weight makes up its mind' }),
  },
  {
    name: 'uncertainty of weights',
    section: 'Quantum-inspired',
    caption: 'How open each weight of a projection still is.',
    draw: () => figures.uncertainty(quantum.weights),
  },
  {
    name: 'collapse',
    section: 'Quantum-inspired',
    caption: 'The collapse of weights as it happens: half of them measured, then all.',
    draw: () => figures.collapse(quantum.values, quantum.stages),
  },
  {
    name: 'mutual information',
    section: 'Quantum-inspired',
    caption: 'How much each weight of a group knows of each other.',
    draw: () => figures.mutualInformation(quantum.group, { title: 'A chain, measured at one end' }),
  },
  {
    name: 'wave function',
    section: 'Quantum-inspired',
    caption: 'Interactive: one weight in its potential, moved on in real time by a slider.',
    draw: () => figures.waveFunction(quantum.wave(), { time: 40, at: 0.5 }),
  },
  {
    name: 'energies of slices',
    section: 'Quantum-inspired',
    caption: 'Replicas of a path integral at a barrier: each of them, the lowest, and where it got through.',
    draw: () => figures.sliceEnergies(quantum.traced, { title: 'Sixteen replicas meet a barrier' }),
  },
  {
    name: 'two lowest levels',
    section: 'Quantum-inspired',
    caption: 'The two lowest levels from the transverse field to the problem, and the gap between them.',
    draw: () => figures.levels(quantum.curve, { title: 'Eight spins with random couplings' }),
  },
  {
    name: 'success probability',
    section: 'Quantum-inspired',
    caption: 'How often reads reach the bottom, against their length, with 95 % intervals.',
    draw: () => figures.successProbability(quantum.success, { unit: 'spin updates' }),
  },
]
