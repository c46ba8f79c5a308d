export { grid, type GridOptions } from './grid.js'
export { placed, type Coordinates, type Placement, type Positions } from './placement.js'
export { randomPositions, type RandomPositionsOptions } from './randomPositions.js'
export { spaceBetween, type Period, type Placed, type Space } from './space.js'
