/** Types as people know them: without the file of a package in which they are declared. */
export const plainTypes = (text: string): string => text.replace(/import\("package:[^"]*"\)\./g, '')
