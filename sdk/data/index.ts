export { digits, type Digits, type DigitsOptions } from './digits.js'
export { mnist, type Mnist, type MnistOptions } from './mnist.js'
