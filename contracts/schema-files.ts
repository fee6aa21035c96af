import { dirname, resolve } from 'node:path'
import type { ContractFault } from './check/contract-fault.ts'
import type { SchemaPlace } from './check/schemas-of.ts'
import { isDataFile, readData, UnreadableContract } from './read-data.ts'

/** Puts the content of each JSON Schema that a contract keeps in a file in place of its name; gives what cannot be read. */
export async function readSchemaFiles(
  places: readonly SchemaPlace[],
  contractFile: string,
): Promise<readonly ContractFault[]> {
  const faults: ContractFault[] = []
  for (const { path, holder } of places) {
    const { schema } = holder
    if (typeof schema !== 'string') continue
    const refuse = (why: string) =>
      faults.push({ path, message: `names the file ${schema}, which ${why}`, example: EXAMPLE })
    if (!isDataFile(schema)) {
      refuse('must end in .json or .yaml')
      continue
    }
    try {
      holder.schema = await readData(resolve(dirname(contractFile), schema))
    } catch (error) {
      if (!(error instanceof UnreadableContract)) throw error
      refuse(error.message)
    }
  }
  return faults
}

const EXAMPLE = "schema: './order.schema.json'"
