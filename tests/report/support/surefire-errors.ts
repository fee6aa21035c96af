import { readFile } from 'node:fs/promises'
import { memoryPages, validateXML } from 'xmllint-wasm'

const SCHEMA = new URL('../surefire-test-report.xsd', import.meta.url)

/** What libxml2 has to say against these documents, well-formedness and the Surefire schema. */
export async function surefireErrors(documents: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, at) => ({ fileName: `junit-${at}.xml`, contents })),
    schema: await readFile(SCHEMA, 'utf8'),
    maxMemoryPages: memoryPages.GiB,
  })
  return errors.map(({ rawMessage }) => rawMessage)
}
