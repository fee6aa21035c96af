/** A placeholder that nothing fills: the request cannot be made, which says nothing about the deployment. */
export class MissingValue extends Error {
  /** The placeholder's name, without braces. */
  readonly placeholder: string

  constructor(placeholder: string, why = 'nothing fills it') {
    super(`{${placeholder}}: ${why}`)
    this.name = 'MissingValue'
    this.placeholder = placeholder
  }
}
