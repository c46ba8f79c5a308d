import type ts from 'typescript'

/**
 * Names for all files of packages, by which declarations of earlier cells may speak of types that a package does not
 * export: `import("package:arquero/dist/types/table/types").TableData`. Without one TypeScript would write `any`.
 */
export function packageTypes() {
  const paths = new Map<string, string>()
  return {
    /** Gives names to the files of a program that have none. */
    name(program: ts.Program) {
      for (const file of program.getSourceFiles()) {
        const at = file.fileName.lastIndexOf('/node_modules/')
        if (at < 0 || file.moduleName !== undefined) continue
        const name = `package:${file.fileName.slice(at + '/node_modules/'.length).replace(/(\.d)?\.[cm]?[jt]sx?$/, '')}`
        const known = paths.get(name)
        // Two copies of a package have files of the same name.
        file.moduleName = known === undefined || known === file.fileName ? name : `${name}~${paths.size}`
        paths.set(file.moduleName, file.fileName)
      }
    },
    /** What such a name stands for. */
    resolve: (name: string): ts.ResolvedModuleWithFailedLookupLocations | undefined => {
      const path = paths.get(name)
      if (path === undefined) return undefined
      const extension = /(\.d)?\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? '.d.ts'
      return { resolvedModule: { resolvedFileName: path, extension, isExternalLibraryImport: true } }
    },
  }
}
