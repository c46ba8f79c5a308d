import assert from 'node:assert/strict'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startKernel, type TestKernel } from './startKernel.js'

/** A project of some files, and a kernel in its folder `notebooks`. */
async function project(files: Record<string, string>) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-project-')))
  for (const [path, text] of Object.entries({ 'notebooks/.keep': '', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const kernel = await startKernel({ folder: join(root, 'notebooks') })
  const end = async () => {
    await kernel.stop()
    await rm(root, { recursive: true })
  }
  return { kernel, end }
}

describe('a notebook in a project', () => {
  let kernel: TestKernel
  let end: () => Promise<void>
  before(async () => {
    const options = {
      strict: true,
      noUncheckedIndexedAccess: true,
      experimentalDecorators: true,
      paths: { '@/*': ['./source/*'] },
      lib: ['es2022', 'dom'],
      // What makes no sense in a cell, and would break it.
      noUnusedLocals: true,
      module: 'commonjs',
      outDir: 'elsewhere',
      isolatedModules: true,
      verbatimModuleSyntax: true,
    }
    ;({ kernel, end } = await project({
      'tsconfig.json': `{ // with comments\n "extends": "./base.json", "include": ["source"] }`,
      'base.json': JSON.stringify({ compilerOptions: options }),
      'source/cells.ts': `import { rest } from '@/deep/rest.js'
        function mark(target: object, key: string) { Object.defineProperty(target, key + 'Marked', { value: true }) }
        export class Cell { @mark fire() { return rest } }`,
      'source/deep/rest.ts': 'export const rest: number = -65',
    }))
  })
  after(() => end())

  const value = async (code: string) => {
    const { result, of } = await kernel.run(code)
    assert.deepEqual(of('error'), [])
    return result
  }
  const refusal = async (code: string) => String((await kernel.run(code)).of('error')[0]?.evalue)

  it('is checked as strictly as its tsconfig.json says, also one that extends another', async () => {
    assert.match(await refusal('function any(x) { return x }'), /TS7006/)
    assert.match(await refusal('const first: number = [1, 2][0]'), /'number \| undefined' is not assignable/)
    assert.equal(await value('%strict off\nfunction any(x) { return x }; any(1)'), '1')
    await value('%strict on')
  })

  it('finds what its paths name, and the modules that those import', async () => {
    assert.equal(await value(`import { Cell } from '@/cells'; new Cell().fire()`), '-65')
    assert.equal(await value(`(await import('@/deep/rest')).rest`), '-65')
  })

  it('has the decorators and the types that it asks for, beside those of Node', async () => {
    assert.equal(await value(`'fireMarked' in Cell.prototype`), 'true')
    const code = `function named(target: object, key: string, descriptor: PropertyDescriptor) { console.log(key) }
      class Own { @named method() {} }`
    assert.equal((await kernel.run(code)).text('stdout'), 'method\n')
    assert.equal(await value('const width = (page: Document) => page.title; process.argv0.length > 0'), 'true')
  })

  it('leaves aside what makes no sense in a cell', async () => {
    assert.equal(await value(`import { basename, type ParsedPath } from 'node:path'; const unused = 1; 5`), '5')
  })
})

describe('a notebook beside a tsconfig.json that cannot be read', () => {
  it('runs as one without', async () => {
    const { kernel, end } = await project({ 'tsconfig.json': '{ "compilerOptions": { "strict": tru' })
    assert.equal((await kernel.run('function any(x) { return x }; any(1)')).result, '1')
    await end()
  })
})
