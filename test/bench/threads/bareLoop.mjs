// Half of an array of numbers, moved on step by step; every so many steps both threads meet.
import { parentPort, workerData } from 'node:worker_threads'
import { half, meet } from './halves.mjs'

const { words, size, every } = workerData
parentPort.postMessage('ready')
for (let seen = 0; ;) {
  Atomics.wait(words, 2, seen)
  seen = Atomics.load(words, 2)
  half(size / 2, Atomics.load(words, 3), every, () => meet(words))
}
