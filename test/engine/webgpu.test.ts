import assert from 'node:assert/strict'
import { engines } from './engines.js'

describe('WebGPU', () => {
  it('is among the engines tested where the package webgpu and an adapter are found', function () {
    if (engines.some(({ name }) => name === 'gpu (webgpu)')) return
    assert(!process.env.CI, 'CI must test WebGPU: SPIKELAB_WEBGPU names no folder with the package webgpu')
    this.test!.title = 'WebGPU is not tested here: install the package webgpu and name its folder in SPIKELAB_WEBGPU'
    this.skip()
  })
})
