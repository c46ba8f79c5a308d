/** Words that {@link philoxWords} makes at most at a time. */
export const mostWords = 4096

/**
 * The words of neighbouring Philox blocks of a sequential stream (counters `(index, index / 2^32, 0, 2^32 - 1)`): those of
 * {@link philox4x32}, four blocks at once in WebAssembly, at a fifth of the cost.
 *
 * @param index of the first block; none of them passes a multiple of 2^32
 * @param out filled with words; its length a multiple of 16, at most {@link mostWords}
 */
export function philoxWords(index: number, k0: number, k1: number, out: Uint32Array): void {
  machine ??= start()
  machine.words(out.length / 16, index % 2 ** 32, Math.floor(index / 2 ** 32), k0, k1)
  out.set(out.length === mostWords ? machine.memory : machine.memory.subarray(0, out.length))
}

interface Machine {
  readonly words: (groups: number, low: number, high: number, k0: number, k1: number) => void
  readonly memory: Uint32Array
}

/** Without any state: what a call leaves in its memory, no other call reads. */
let machine: Machine | undefined

function start(): Machine {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary()))
  const { words, memory } = exports as unknown as { words: Machine['words']; memory: WebAssembly.Memory }
  return { words, memory: new Uint32Array(memory.buffer, 0, mostWords) }
}

const binary = () => Uint8Array.from(atob(assembled), character => character.charCodeAt(0))

/** `philoxWords.wat`, assembled by wabt; the test of this file does it again. */
export const assembled =
  'AGFzbQEAAAABCQFgBX9/f39/AAMCAQAFAwEAAQcSAgZtZW1vcnkCAAV3b3JkcwAACvUEAfIEAgJ/C3sgAf0R/QwAAAAAAQAAAAIAAAADAAAA/a4B' +
  'IQcDQCAHIQggAv0RIQn9DAAAAAAAAAAAAAAAAAAAAAAhCv0M/////////////////////yELIAP9ESEMIAT9ESENQQohBgNAIAj9DFMfUdJTH1HS' +
  'Ux9R0lMfUdL93gEhDiAI/QxTH1HSUx9R0lMfUdJTH1HS/d8BIQ8gCv0MV42ezVeNns1XjZ7NV42ezf3eASEQIAr9DFeNns1XjZ7NV42ezVeNns39' +
  '3wEhESAJIAz9USAQIBH9DQQFBgcMDQ4PFBUWFxwdHh/9USEIIBAgEf0NAAECAwgJCgsQERITGBkaGyEJIAsgDf1RIA4gD/0NBAUGBwwNDg8UFRYX' +
  'HB0eH/1RIQogDiAP/Q0AAQIDCAkKCxAREhMYGRobIQsgDP0MuXk3nrl5N565eTeeuXk3nv2uASEMIA39DIWuZ7uFrme7ha5nu4WuZ7v9rgEhDSAG' +
  'QQFrIgYNAAsgCCAJ/Q0AAQIDEBESEwQFBgcUFRYXIQ4gCCAJ/Q0ICQoLGBkaGwwNDg8cHR4fIQ8gCiAL/Q0AAQIDEBESEwQFBgcUFRYXIRAgCiAL' +
  '/Q0ICQoLGBkaGwwNDg8cHR4fIREgBSAOIBD9DQABAgMEBQYHEBESExQVFhf9CwQAIAUgDiAQ/Q0ICQoLDA0ODxgZGhscHR4f/QsEECAFIA8gEf0N' +
  'AAECAwQFBgcQERITFBUWF/0LBCAgBSAPIBH9DQgJCgsMDQ4PGBkaGxwdHh/9CwQwIAVBwABqIQUgB/0MBAAAAAQAAAAEAAAABAAAAP2uASEHIABB' +
  'AWsiAA0ACws='
