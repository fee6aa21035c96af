// What a contract imports by the name of the package.
export type { Contract } from './contracts/contract.ts'
