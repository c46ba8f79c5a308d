/** How a value was made, as far as that is plain data: the function by its name, and what it was given. */
export interface Recipe {
  readonly make: string
  readonly args: readonly unknown[]
}
