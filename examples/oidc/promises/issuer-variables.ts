import type { ContractInput } from '../../../contracts/contract.ts'

/**
 * The variables of the issuer, for tokens of both APIs. `--explain-env`, the check for missing variables, and the words
 * of configuration errors use this list.
 */
export const ISSUER_VARIABLES: NonNullable<ContractInput['variables']> = [
  {
    name: 'ISSUER_URL',
    meaning: 'The issuer, exactly as its tokens name it in `iss`.',
    example: 'https://login.example.com',
    kind: 'url',
  },
  {
    name: 'CLIENT_ID',
    meaning: 'The client in whose name the smoke test asks for tokens.',
    example: 'smoke-test',
  },
  {
    // `secret`: it is never printed, by no report and no error.
    name: 'CLIENT_SECRET',
    meaning: 'The secret of that client.',
    example: 'u3Vb0mT7yQ2kXr9sLd4e',
    kind: 'secret',
  },
]
