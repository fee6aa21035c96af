import type { Contract } from '../../contracts/contract.ts'
import type { Word } from '../../contracts/schema/common.ts'
import type { Target } from '../../env/target.ts'

/** The contract with every `{NAME}` of its claims and identities replaced by the environment's variable of that name: these values differ per deployment. */
export function resolveContract(
  contract: Contract,
  { urls, texts, asGiven = {} }: Target,
): Contract {
  const fill = (word: Word): Word =>
    typeof word === 'string'
      ? word.replace(
          /\{([A-Z][A-Z0-9_]*)\}/g,
          (whole, name: string) => asGiven[name] ?? urls[name] ?? texts[name] ?? whole,
        )
      : word
  const { tokens } = contract
  return {
    ...contract,
    services: contract.services.map((service) => ({
      ...service,
      identity: service.identity.map((proof) => ({ ...proof, is: proof.is.map(fill) })),
    })),
    ...(tokens?.jwt !== undefined && {
      tokens: {
        ...tokens,
        jwt: {
          ...tokens.jwt,
          values: tokens.jwt.values.map(({ claim, is }) => ({ claim, is: is.map(fill) })),
        },
      },
    }),
  }
}
