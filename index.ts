// What a contract imports by the name of the package.
export { type Contract, type ContractInput, defineContract } from './contracts/contract.ts'
export * from './contracts/presets/health.ts'
export * from './contracts/presets/sockets.ts'
